import { api } from '../../api/client'
import { t } from '../../words'
import { FieldsForm } from './FieldsForm'
import { type FieldSpec, textOf } from './field-specs'
import { reasonField } from './fields-in-common'
import { type CommandProps, useCommand } from './use-command'

const numberField = (name: string): FieldSpec => ({
  name,
  label: t('join.number'),
  hint: t('join.number-hint'),
  as: 'line',
})

/** Joins a case that the same person sent twice to the older one. */
export function MergeForm(props: CommandProps) {
  const merging = useCommand(props, (target, body: { into: string }) =>
    api.POST('/api/v1/staff/cases/{number}/merge', { ...target, body }),
  )
  return (
    <FieldsForm
      item={props.item}
      form="merge"
      submit={t('merge.submit')}
      lead={t('merge.lead')}
      fields={[numberField('into')]}
      command={merging}
      onReload={props.onReload}
      bodyOf={(values) => ({ into: textOf(values, 'into') })}
    />
  )
}

/** Answers cases of several persons about the same thing as one. */
export function GroupForm(props: CommandProps) {
  const grouping = useCommand(props, (target, body: { with: string }) =>
    api.POST('/api/v1/staff/cases/{number}/group', { ...target, body }),
  )
  return (
    <FieldsForm
      item={props.item}
      form="group"
      submit={t('group.submit')}
      lead={t('group.lead')}
      fields={[numberField('with')]}
      command={grouping}
      onReload={props.onReload}
      bodyOf={(values) => ({ with: textOf(values, 'with') })}
    />
  )
}

/** Takes the case out of its group. */
export function UngroupForm(props: CommandProps) {
  const leaving = useCommand(props, (target, body: { reason: string }) =>
    api.POST('/api/v1/staff/cases/{number}/ungroup', { ...target, body }),
  )
  return (
    <FieldsForm
      item={props.item}
      form="ungroup"
      submit={t('ungroup.submit')}
      lead={t('ungroup.lead')}
      fields={[reasonField(t('ungroup.reason-hint'))]}
      command={leaving}
      onReload={props.onReload}
      bodyOf={(values) => ({ reason: textOf(values, 'reason') })}
    />
  )
}
