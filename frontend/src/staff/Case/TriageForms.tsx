import { api, take } from '../../api/client'
import type { Kind, Service, StaffCase } from '../../api/types'
import { useLoad } from '../../api/use-load'
import { Problem } from '../../ui/Problem'
import { language, t } from '../../words'
import { kindName, termPromise } from '../../words/names'
import { FieldsForm } from './FieldsForm'
import { LinesForm } from './LinesForm'
import { type FieldSpec, given, textOf } from './field-specs'
import { groundOptions, reasonField } from './fields-in-common'
import { type CommandProps, useCommand } from './use-command'

/** Asks the person for everything that is missing, once. */
export function CorrectionForm(props: CommandProps) {
  const asking = useCommand(props, (target, defects: string[]) =>
    api.POST('/api/v1/staff/cases/{number}/correction', { ...target, body: { defects } }),
  )
  return (
    <LinesForm
      {...props}
      form="correction"
      submit={t('correction.submit')}
      lead={t('correction.lead')}
      start={[]}
      least={3}
      most={500}
      mostLines={10}
      pointer="/defects"
      lineName="correction.defect"
      addName={t('correction.add')}
      removeName="correction.remove"
      command={asking}
    />
  )
}

/** Lists what the person raises, so that the answer says something to each point. */
export function PointsForm(props: CommandProps) {
  const listing = useCommand(props, (target, points: string[]) =>
    api.POST('/api/v1/staff/cases/{number}/points', { ...target, body: { points } }),
  )
  return (
    <LinesForm
      {...props}
      form="points"
      submit={t('points.submit')}
      lead={t('points.lead')}
      start={props.item.points.map(({ text }) => text)}
      least={1}
      most={500}
      mostLines={30}
      pointer="/points"
      lineName="points.point"
      addName={t('points.add')}
      removeName="points.remove"
      command={listing}
    />
  )
}

/** What the body of a case takes: its kinds with their terms, its services. */
export function useOffer({ entity: { number } }: StaffCase) {
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
  return {
    kinds: entity.value?.kinds ?? [],
    services: services.value?.items ?? [],
    refusal: entity.refusal ?? services.refusal,
    reload: () => {
      entity.reload()
      services.reload()
    },
  }
}

/** Changes what the case is. The date is counted anew; which one it would be stands beside the choice. */
export function ReclassifyForm(props: CommandProps) {
  const { item } = props
  const { kinds, services, refusal, reload } = useOffer(item)
  const changing = useCommand(
    props,
    (target, body: { kind?: Kind; service?: Service['id']; reason: string }) =>
      api.POST('/api/v1/staff/cases/{number}/reclassify', { ...target, body }),
  )
  const fields: FieldSpec[] = [
    {
      name: 'kind',
      label: t('inbox.kind'),
      as: 'radios',
      options: kinds.map(({ kind, term }) => ({
        value: kind,
        label: kindName(kind),
        note: termPromise(term),
      })),
    },
    {
      name: 'service',
      label: t('triage.service'),
      as: 'select',
      isOptional: true,
      options: [
        { value: '', label: t('reclassify.same-service') },
        ...services.map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
    reasonField(t('reclassify.reason-hint')),
  ]
  return (
    <>
      {refusal && <Problem refusal={refusal} onRetry={reload} />}
      <FieldsForm
        item={item}
        form="reclassify"
        submit={t('reclassify.submit')}
        lead={t('reclassify.lead')}
        fields={fields}
        start={{ kind: item.kind }}
        command={changing}
        onReload={props.onReload}
        bodyOf={(values) => {
          const kind = kinds.find((each) => each.kind === values['kind'])?.kind
          return {
            ...(kind !== undefined && kind !== item.kind && { kind }),
            ...given(values, 'service'),
            reason: textOf(values, 'reason'),
          }
        }}
      />
    </>
  )
}

/** Puts the case away on a ground that the law names. */
export function ArchiveForm(props: CommandProps) {
  const { item } = props
  const archiving = useCommand(
    props,
    (target, body: { ground: string; reason: string; duplicate_of?: string }) =>
      api.POST('/api/v1/staff/cases/{number}/archive', { ...target, body }),
  )
  const fields: FieldSpec[] = [
    {
      name: 'ground',
      label: t('archive.ground'),
      as: 'radios',
      options: groundOptions(item.archive_grounds),
    },
    {
      name: 'duplicate_of',
      label: t('archive.duplicate-of'),
      hint: t('join.number-hint'),
      as: 'line',
      isAsked: ({ ground }) => ground === 'duplicate',
    },
    reasonField(t('archive.reason-hint')),
  ]
  return (
    <FieldsForm
      item={item}
      form="archive"
      submit={t('archive.submit')}
      lead={t('archive.lead')}
      fields={fields}
      command={archiving}
      onReload={props.onReload}
      bodyOf={(values) => ({
        ground: textOf(values, 'ground'),
        reason: textOf(values, 'reason'),
        ...(values['ground'] === 'duplicate' && given(values, 'duplicate_of')),
      })}
    />
  )
}
