import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Kind, Priority } from '../../api/types'
import { useLoad } from '../../api/use-load'
import { Select } from '../../ui/fields'
import { language, t } from '../../words'
import { kindName, priorityName } from '../../words/names'
import { CommandForm } from './CommandForm'
import { type CommandProps, useCommand } from './use-command'

const PRIORITIES: readonly Priority[] = ['normal', 'high', 'urgent']

/** Decides what the case is: kind, service, priority. Nothing changes unless chosen. */
export function TriageForm(props: CommandProps) {
  const { item, onReload } = props
  const { number } = item.entity
  const [kind, setKind] = useState<Kind>(item.kind)
  const [service, setService] = useState('')
  const [priority, setPriority] = useState<Priority>(item.priority)
  const entity = useLoad(`entity ${number} ${language()}`, () =>
    take(api.GET('/api/v1/entities/{number}', { params: { path: { number } } })),
  )
  const services = useLoad(`services ${number} ${language()}`, () =>
    take(
      api.GET('/api/v1/entities/{number}/services', {
        params: { path: { number }, query: { limit: 100 } },
      }),
    ),
  )
  const triage = useCommand(
    props,
    (target, body: { kind?: Kind; service?: string; priority?: Priority }) =>
      api.POST('/api/v1/staff/cases/{number}/triage', { ...target, body }),
  )
  const kinds = entity.value?.kinds.map((option) => option.kind) ?? [item.kind]
  const submit = () =>
    void triage.run({
      ...(kind !== item.kind && { kind }),
      ...(service !== '' && { service }),
      ...(priority !== item.priority && { priority }),
    })
  return (
    <CommandForm submit={t('triage.submit')} {...triage} onSubmit={submit} onReload={onReload}>
      <Select
        id="triage-kind"
        label={t('inbox.kind')}
        error={triage.refusal?.field('/kind') ?? null}
        value={kind}
        options={kinds.map((each) => ({ value: each, label: kindName(each) }))}
        onChange={(value) => setKind(kinds.find((each) => each === value) ?? item.kind)}
      />
      <Select
        id="triage-service"
        label={t('triage.service')}
        error={triage.refusal?.field('/service') ?? null}
        value={service}
        options={[
          { value: '', label: item.service ?? t('triage.no-service') },
          ...(services.value?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={setService}
      />
      <Select
        id="triage-priority"
        label={t('triage.priority')}
        error={triage.refusal?.field('/priority') ?? null}
        value={priority}
        options={PRIORITIES.map((each) => ({ value: each, label: priorityName(each) }))}
        onChange={(value) => setPriority(PRIORITIES.find((each) => each === value) ?? 'normal')}
      />
    </CommandForm>
  )
}
