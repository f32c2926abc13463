/** What an answer needs before somebody else reads it. The server checks the same, and more. */
import type { Measure, Outcome, StaffCase } from '../../api/types'
import type { FormError } from '../../ui/form-errors'
import { t } from '../../words'

/** An answer as it is being written. */
export interface Draft {
  outcome: Outcome | null
  text: string
  basis: string
  ground: string
  /** What is said to each point, by its number. */
  points: Record<string, string>
  lateReason: string
  measures: Measure[]
}

/** What is sent. */
export interface DraftBody {
  outcome: Outcome
  text: string
  basis?: string
  ground?: string
  points?: { n: number; text: string }[]
  late_reason?: string
  measures: Measure[]
  step: 'save' | 'send_for_review'
}

/** Whether this outcome needs its reasons in law and fact. */
export function needsBasis(item: StaffCase, outcome: Outcome | null): boolean {
  return outcome !== null && item.reasoned.includes(outcome)
}

/** Whether a ground of refusal has to be named. */
export function needsGround(item: StaffCase, outcome: Outcome | null): boolean {
  return needsBasis(item, outcome) && item.refusal_grounds.length > 0
}

/** Whether the answer comes after its date. */
export const isLate = ({ due }: StaffCase): boolean => due?.is_late === true && !due.is_stopped

/** Blanks of a template that nobody has filled yet, each once. */
export function blanksIn(text: string): string[] {
  return [...new Set(text.match(/\{\{[^{}]*\}\}/g) ?? [])]
}

/** The points that have something said to them. */
export function answered(item: StaffCase, { points }: Pick<Draft, 'points'>): number {
  return item.points.filter(({ n }) => (points[n] ?? '').trim() !== '').length
}

const isBlank = (text: string | null | undefined) => (text ?? '').trim() === ''

/** What to check before the answer is only saved. */
export function savingErrors({ outcome, text }: Draft): FormError[] {
  const errors: FormError[] = []
  if (!outcome) errors.push({ field: 'draft-outcome', message: t('draft.outcome-err') })
  if (isBlank(text)) errors.push({ field: 'draft-text', message: t('draft.text-err') })
  return errors
}

/** What to check before it goes to be reviewed, in the order of the page. */
export function reviewErrors(item: StaffCase, draft: Draft): FormError[] {
  const errors = savingErrors(draft)
  const add = (field: string, message: string) => errors.push({ field, message })
  const blanks = blanksIn(draft.text)
  if (blanks.length > 0) add('draft-text', t('draft.blanks-err', { blanks: blanks.join(', ') }))
  if (needsGround(item, draft.outcome) && draft.ground === '')
    add('draft-ground', t('draft.ground-err'))
  if (needsBasis(item, draft.outcome) && isBlank(draft.basis))
    add('draft-basis', t('draft.basis-err'))
  for (const { n } of item.points)
    if (isBlank(draft.points[n])) add(`draft-point-${n}`, t('draft.point-err', { n }))
  const isPromise = draft.outcome !== null && item.with_measures.includes(draft.outcome)
  if (isPromise && draft.measures.every(({ text }) => isBlank(text)))
    add('measures', t('measures.needed-err'))
  draft.measures.forEach(({ text, owner, due_on: dueOn }, at) => {
    if (isBlank(text)) return
    if (isBlank(owner)) add(`measure-owner-${at}`, t('measures.owner-err', { n: at + 1 }))
    if (isBlank(dueOn)) add(`measure-due-${at}`, t('measures.due-err', { n: at + 1 }))
  })
  if (isLate(item) && isBlank(draft.lateReason)) add('draft-late', t('draft.late-err'))
  return errors
}

/** The request; null while there is no outcome. */
export function bodyOf(item: StaffCase, draft: Draft, step: DraftBody['step']): DraftBody | null {
  const { outcome } = draft
  if (!outcome) return null
  const points = item.points.flatMap(({ n }) => {
    const text = (draft.points[n] ?? '').trim()
    return text === '' ? [] : [{ n, text }]
  })
  return {
    outcome,
    text: draft.text.trim(),
    ...(!isBlank(draft.basis) && { basis: draft.basis.trim() }),
    ...(needsGround(item, outcome) && draft.ground !== '' && { ground: draft.ground }),
    ...(points.length > 0 && { points }),
    ...(isLate(item) && !isBlank(draft.lateReason) && { late_reason: draft.lateReason.trim() }),
    measures: draft.measures.filter(({ text }) => !isBlank(text)),
    step,
  }
}

/** Where each part of a refused answer stands. Points come by their number or by their place in the list. */
export function placesOf(item: StaffCase, draft: Draft): Record<string, string> {
  const places: Record<string, string> = {
    '/outcome': 'draft-outcome',
    '/text': 'draft-text',
    '/basis': 'draft-basis',
    '/ground': 'draft-ground',
    '/late_reason': 'draft-late',
  }
  for (const { n } of item.points) places[`/points/${n}`] = `draft-point-${n}`
  draft.measures.forEach((_, at) => {
    places[`/measures/${at}/text`] = `measure-${at}`
    places[`/measures/${at}/owner`] = `measure-owner-${at}`
    places[`/measures/${at}/due_on`] = `measure-due-${at}`
  })
  places['/measures'] = 'measures'
  places['/points'] = 'draft-points'
  return places
}
