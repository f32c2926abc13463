import { api, take } from '../../api/client'
import type { Consultation } from '../../api/types'
import { useLoad } from '../../api/use-load'
import { Problem } from '../../ui/Problem'
import { language, t } from '../../words'
import { FieldsForm } from './FieldsForm'
import { type FieldSpec, type Values, given, textOf } from './field-specs'
import { reasonField } from './fields-in-common'
import { type CommandProps, useCommand } from './use-command'

const KINDS: readonly Consultation['kind'][] = ['unit', 'legal', 'outside']

interface Question {
  kind: Consultation['kind']
  unit?: string
  outside?: { name: string; email: string }
  question: string
  topic?: string
}

/** Asks another unit, the legal adviser or somebody outside. The case stays here and the clock goes on. */
export function ConsultForm(props: CommandProps) {
  const units = useLoad('units', () => take(api.GET('/api/v1/staff/units')))
  const asking = useCommand(props, (target, body: Question) =>
    api.POST('/api/v1/staff/cases/{number}/consult', { ...target, body }),
  )
  const isOutside = ({ kind }: Values) => kind === 'outside'
  const others = (units.value?.items ?? []).filter(({ id }) => id !== props.item.unit?.id)
  const fields: FieldSpec[] = [
    {
      name: 'kind',
      label: t('consult.kind'),
      as: 'radios',
      options: KINDS.map((kind) => ({
        value: kind,
        label: t(`consult.kind-${kind}`),
        note: t(`consult.note-${kind}`),
      })),
    },
    {
      name: 'unit',
      label: t('inbox.unit'),
      as: 'select',
      options: [
        { value: '', label: t('assign.choose-unit') },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ],
      isAsked: ({ kind }) => kind === 'unit' || kind === 'legal',
    },
    {
      name: 'name',
      label: t('consult.name'),
      as: 'line',
      isAsked: isOutside,
      pointer: '/outside/name',
    },
    {
      name: 'email',
      label: t('sign-in.email'),
      hint: t('consult.email-hint'),
      as: 'email',
      isAsked: isOutside,
      pointer: '/outside/email',
    },
    {
      name: 'question',
      label: t('consult.question'),
      hint: t('consult.question-hint'),
      least: 10,
      most: 5_000,
    },
    {
      name: 'topic',
      label: t('consult.topic'),
      hint: t('consult.topic-hint'),
      as: 'line',
      most: 120,
      isOptional: true,
      isAsked: ({ kind }) => kind === 'legal',
    },
  ]
  return (
    <>
      {units.refusal && <Problem refusal={units.refusal} onRetry={units.reload} />}
      <FieldsForm
        item={props.item}
        form="consult"
        submit={t('consult.submit')}
        lead={t('consult.lead')}
        fields={fields}
        start={{ kind: 'unit' }}
        command={asking}
        onReload={props.onReload}
        bodyOf={(values): Question => ({
          kind: KINDS.find((kind) => kind === values['kind']) ?? 'unit',
          ...(isOutside(values)
            ? { outside: { name: textOf(values, 'name'), email: textOf(values, 'email') } }
            : given(values, 'unit')),
          question: textOf(values, 'question'),
          ...(values['kind'] === 'legal' && given(values, 'topic')),
        })}
      />
    </>
  )
}

/** Writes to the person before the answer is ready. */
export function InterimForm(props: CommandProps) {
  const writing = useCommand(props, (target, body: { text: string }) =>
    api.POST('/api/v1/staff/cases/{number}/interim', { ...target, body }),
  )
  return (
    <FieldsForm
      item={props.item}
      form="interim"
      submit={t('interim.submit')}
      lead={t('interim.lead')}
      fields={[{ name: 'text', label: t('interim.text'), least: 10, most: 5_000 }]}
      command={writing}
      onReload={props.onReload}
      bodyOf={(values) => ({ text: textOf(values, 'text') })}
    />
  )
}

/** Offers the case to another public body. It stays here until that body accepts. */
export function TransferForm(props: CommandProps) {
  const { item } = props
  const bodies = useLoad(`bodies ${language()}`, () =>
    take(api.GET('/api/v1/entities', { params: { query: { limit: 100 } } })),
  )
  const offering = useCommand(props, (target, body: { to: string; reason: string }) =>
    api.POST('/api/v1/staff/cases/{number}/transfer', { ...target, body }),
  )
  const others = (bodies.value?.items ?? []).filter(({ number }) => number !== item.entity.number)
  const fields: FieldSpec[] = [
    {
      name: 'to',
      label: t('transfer.to'),
      as: 'select',
      options: [
        { value: '', label: t('transfer.choose') },
        ...others.map(({ number, name }) => ({ value: number, label: name })),
      ],
    },
    reasonField(t('transfer.reason-hint')),
  ]
  return (
    <>
      {bodies.refusal && <Problem refusal={bodies.refusal} onRetry={bodies.reload} />}
      <FieldsForm
        item={item}
        form="transfer"
        submit={t('transfer.submit')}
        lead={t('transfer.lead')}
        fields={fields}
        command={offering}
        onReload={props.onReload}
        bodyOf={(values) => ({ to: textOf(values, 'to'), reason: textOf(values, 'reason') })}
      />
    </>
  )
}
