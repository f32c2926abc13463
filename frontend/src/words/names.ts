/** The words for the codes of the contract: kinds, states, outcomes, channels, roles. */
import { locale, t, tryText } from '.'
import type {
  Case,
  CaseRow,
  Channel,
  DayUnit,
  Kind,
  Outcome,
  Priority,
  Role,
  State,
  Term,
  View,
} from '../api/types'

/** "Reclamo" */
export const kindName = (kind: Kind): string => t(`kind.${kind}`)

/** What a person would say: "Algo salió mal con un servicio o con el trato". */
export const kindMeaning = (kind: Kind): string => t(`kind-meaning.${kind}`)

/** One or two words, for lists. */
export const stateName = (state: State): string => t(`state.${state}`)

export const outcomeName = (outcome: Outcome): string => t(`outcome.${outcome}`)
export const channelName = (channel: Channel): string => t(`channel.${channel}`)
export const priorityName = (priority: Priority): string => t(`priority.${priority}`)
export const roleName = (role: Role): string => tryText(`role.${role}`) ?? role

/** "Atención de casos, Subgerencia de Limpieza Pública" */
export const roleAt = (role: Role, unit: string | undefined): string =>
  unit === undefined ? roleName(role) : `${roleName(role)}, ${unit}`

export const viewName = (view: View): string => tryText(`view.${view}`) ?? view

/** "30 días hábiles" */
export function termLength(length: number, unit: DayUnit): string {
  return unit === 'working_days'
    ? t('term.working', { n: length })
    : t('term.calendar', { n: length })
}

/** "Respuesta en 30 días hábiles", or that there is no legal term. */
export function termPromise(term: Term | null | undefined): string {
  if (term == null) return t('term.none')
  return t('term.promise', { term: termLength(term.length, term.unit) })
}

/** What is happening to the case now, as a whole sentence with the actor in it. */
export function stateSentence(item: Pick<Case, 'state' | 'holder' | 'entity'>): string {
  const unit = item.holder?.unit ?? item.holder?.entity ?? item.entity.name
  return (
    tryText(`state-sentence.${item.state}`, { unit, entity: item.entity.name }) ??
    stateName(item.state)
  )
}

/** What a case is called in lists: its first words or, where those are covered, its service or kind. */
export const subjectOf = (row: Pick<CaseRow, 'summary' | 'service' | 'kind'>): string =>
  row.summary || row.service || kindName(row.kind)

/** The heading of a knot of the thread. Unknown events of newer servers get a neutral one. */
export function eventName(
  event: string,
  unit: string | null | undefined,
  audience: 'citizen' | 'staff' = 'citizen',
): string {
  // A person is "you" on their own page; staff read about them.
  const ofStaff = audience === 'staff' ? tryText(`event-staff.${event}`) : null
  if (ofStaff !== null) return ofStaff
  const withUnit = unit == null ? null : tryText(`event-unit.${event}`, { unit })
  return withUnit ?? tryText(`event.${event}`) ?? t('event.other')
}

/** The name of a language by its tag, in the language in use: "quechua" for `qu`. The tag where none is known. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** The name of a country by its two letters, in the language in use. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}
