import { api } from '../../api/client'
import { t } from '../../words'
import { longDate } from '../../words/dates'
import { termLength } from '../../words/names'
import { FieldsForm } from './FieldsForm'
import { type FieldSpec, textOf, wholeNumber } from './field-specs'
import { groundOptions, reasonField } from './fields-in-common'
import { type CommandProps, useCommand } from './use-command'

/** More days, within what the law allows. */
export function ExtendForm(props: CommandProps) {
  const { item } = props
  const extending = useCommand(props, (target, body: { days: number; reason: string }) =>
    api.POST('/api/v1/staff/cases/{number}/extend', { ...target, body }),
  )
  const most = item.extension?.most
  const fields: FieldSpec[] = [
    {
      name: 'days',
      label: t('extend.days'),
      as: 'number',
      least: 1,
      ...(most !== undefined && { most }),
      ...(item.extension && {
        hint: t('extend.most', { term: termLength(item.extension.most, item.extension.unit) }),
      }),
    },
    reasonField(t('extend.reason-hint')),
  ]
  return (
    <FieldsForm
      item={item}
      form="extend"
      submit={t('extend.submit')}
      lead={item.due ? t('extend.lead', { date: longDate(item.due.on) }) : undefined}
      fields={fields}
      command={extending}
      onReload={props.onReload}
      bodyOf={(values) => ({
        days: wholeNumber(values['days'] ?? '') ?? 0,
        reason: textOf(values, 'reason'),
      })}
    />
  )
}

/** Stops every clock of the case on a ground of the law. */
export function SuspendForm(props: CommandProps) {
  const { item } = props
  const suspending = useCommand(
    props,
    (target, body: { ground: string; reason: string; since?: string }) =>
      api.POST('/api/v1/staff/cases/{number}/suspend', { ...target, body }),
  )
  const fields: FieldSpec[] = [
    {
      name: 'ground',
      label: t('suspend.ground'),
      as: 'radios',
      options: groundOptions(item.suspension_grounds),
    },
    {
      name: 'since',
      label: t('suspend.since'),
      hint: t('suspend.since-hint'),
      as: 'moment',
      isOptional: true,
    },
    reasonField(t('suspend.reason-hint')),
  ]
  return (
    <FieldsForm
      item={item}
      form="suspend"
      submit={t('suspend.submit')}
      lead={t('suspend.lead')}
      fields={fields}
      command={suspending}
      onReload={props.onReload}
      bodyOf={(values) => {
        const since = textOf(values, 'since')
        return {
          ground: textOf(values, 'ground'),
          reason: textOf(values, 'reason'),
          ...(since !== '' && { since: new Date(since).toISOString() }),
        }
      }}
    />
  )
}

/** The clocks go on. */
export function ResumeForm(props: CommandProps) {
  const resuming = useCommand(props, (target, body: { reason: string }) =>
    api.POST('/api/v1/staff/cases/{number}/resume', { ...target, body }),
  )
  return (
    <FieldsForm
      item={props.item}
      form="resume"
      submit={t('resume.submit')}
      lead={t('resume.lead')}
      fields={[reasonField(t('resume.reason-hint'), 3)]}
      command={resuming}
      onReload={props.onReload}
      bodyOf={(values) => ({ reason: textOf(values, 'reason') })}
    />
  )
}
