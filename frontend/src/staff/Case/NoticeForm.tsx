import { api } from '../../api/client'
import { useToday } from '../../thread/zone'
import { t } from '../../words'
import { FieldsForm } from './FieldsForm'
import { type FieldSpec, given, textOf } from './field-specs'
import { type CommandProps, useCommand } from './use-command'

interface Notice {
  way: 'address' | 'desk'
  outcome: 'delivered' | 'failed'
  received_by?: string
  on: string
  note?: string
}

/** Writes down how the answer was handed over on paper: who received it and when, or why it failed. */
export function NoticeForm(props: CommandProps) {
  const recording = useCommand(props, (target, body: Notice) =>
    api.POST('/api/v1/staff/cases/{number}/notify', { ...target, body }),
  )
  const today = useToday()
  const waiting = props.item.deliveries.findLast(({ state }) => state === 'waiting')?.way
  const fields: FieldSpec[] = [
    {
      name: 'way',
      label: t('notice.way'),
      as: 'radios',
      options: [
        { value: 'address', label: t('notice.way-address') },
        { value: 'desk', label: t('notice.way-desk') },
      ],
    },
    {
      name: 'outcome',
      label: t('notice.outcome'),
      as: 'radios',
      options: [
        { value: 'delivered', label: t('notice.delivered') },
        { value: 'failed', label: t('notice.failed'), note: t('notice.failed-note') },
      ],
    },
    {
      name: 'received_by',
      label: t('notice.received-by'),
      as: 'line',
      most: 120,
      isAsked: ({ outcome }) => outcome === 'delivered',
    },
    { name: 'on', label: t('notice.on'), as: 'date', latest: today },
    {
      name: 'note',
      label: t('notice.note'),
      hint: t('notice.note-hint'),
      isOptional: true,
      most: 500,
    },
  ]
  return (
    <FieldsForm
      item={props.item}
      form="notice"
      submit={t('notice.submit')}
      lead={t('notice.lead')}
      fields={fields}
      start={{ on: today, way: waiting === 'desk' ? 'desk' : 'address' }}
      command={recording}
      onReload={props.onReload}
      bodyOf={(values): Notice => ({
        way: values['way'] === 'desk' ? 'desk' : 'address',
        outcome: values['outcome'] === 'failed' ? 'failed' : 'delivered',
        ...(values['outcome'] === 'delivered' && given(values, 'received_by')),
        on: textOf(values, 'on'),
        ...given(values, 'note'),
      })}
    />
  )
}
