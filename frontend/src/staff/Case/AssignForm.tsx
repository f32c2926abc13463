import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import { useLoad } from '../../api/use-load'
import { Select, TextArea } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { t } from '../../words'
import { CommandForm } from './CommandForm'
import { useTyped } from './typed'
import { type CommandProps, useCommand } from './use-command'

interface Body {
  unit: string
  assignee: string | null
  note: string | null
}

/** Passes the case to a unit, and to one of its people if wanted. */
export function AssignForm(props: CommandProps) {
  const { item, onReload } = props
  const [unit, setUnit] = useState(item.unit?.id ?? '')
  const [assignee, setAssignee] = useState('')
  const [note, setNote, forget] = useTyped(item.number, 'assign')
  const [error, setError] = useState<string | null>(null)
  const units = useLoad('units', () => take(api.GET('/api/v1/staff/units')))
  const officers = useLoad(unit === '' ? null : `officers ${unit}`, () =>
    take(api.GET('/api/v1/staff/officers', { params: { query: { unit } } })),
  )
  const assign = useCommand(props, (target, body: Body) =>
    api.POST('/api/v1/staff/cases/{number}/assign', { ...target, body }),
  )
  const submit = async () => {
    setError(unit === '' ? t('assign.unit-err') : null)
    if (unit === '') return
    const body = { unit, assignee: assignee || null, note: note.trim() === '' ? null : note.trim() }
    if (await assign.run(body)) forget()
  }
  const functions = units.value?.items.find((each) => each.id === unit)?.functions
  return (
    <CommandForm
      submit={t('action.assignCase')}
      {...assign}
      onSubmit={() => void submit()}
      onReload={onReload}
    >
      {units.refusal && <Problem refusal={units.refusal} onRetry={units.reload} />}
      <Select
        id="assign-unit"
        label={t('inbox.unit')}
        hint={functions}
        error={error ?? assign.refusal?.field('/unit') ?? null}
        value={unit}
        options={[
          { value: '', label: t('assign.choose-unit') },
          ...(units.value?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(value) => {
          setUnit(value)
          setAssignee('')
        }}
      />
      <Select
        id="assign-person"
        label={t('assign.person')}
        isOptional
        error={assign.refusal?.field('/assignee') ?? null}
        value={assignee}
        options={[
          { value: '', label: t('assign.nobody') },
          ...(officers.value?.items ?? []).map(({ id, name, open_cases }) => ({
            value: id,
            label: t('assign.officer', { name, open: open_cases }),
          })),
        ]}
        onChange={setAssignee}
      />
      <TextArea
        id="assign-note"
        label={t('assign.note')}
        isOptional
        isShort
        value={note}
        onInput={setNote}
      />
    </CommandForm>
  )
}
