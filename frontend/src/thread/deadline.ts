/** How a deadline is told. The days come from the server; here they only get words. */
import type { DayUnit, Due, State } from '../api/types'
import { t } from '../words'
import { longDate } from '../words/dates'

/** How much attention a deadline asks for. */
export type Attention = 'none' | 'plain' | 'soon' | 'today' | 'late' | 'paused' | 'stopped'

/** From this many days left on, a deadline carries colour (ux 5.3). */
const SOON_DAYS = 3

/** States in which a clock stopped because there was an answer; in every other one it ended without. */
const ANSWERED: readonly State[] = ['responded', 'notified', 'closed']

/** Whether a stopped clock means an answer. Without a state it does. */
export const isAnswered = (state: State | undefined): boolean =>
  state === undefined || ANSWERED.includes(state)

/** The attention a deadline asks for. */
export function attentionOf(due: Due | null | undefined): Attention {
  if (due == null) return 'none'
  if (due.is_stopped) return 'stopped'
  if (due.is_paused) return 'paused'
  if (due.is_late) return 'late'
  if (due.days_left === 0) return 'today'
  return due.days_left <= SOON_DAYS ? 'soon' : 'plain'
}

/** "quedan 9 días hábiles" or "2 días hábiles de atraso". */
export function daysInWords(daysLeft: number, unit: DayUnit): string {
  const n = Math.abs(daysLeft)
  if (daysLeft < 0)
    return unit === 'working_days' ? t('due.late-working', { n }) : t('due.late-calendar', { n })
  return unit === 'working_days' ? t('due.left-working', { n }) : t('due.left-calendar', { n })
}

/** A few characters for a narrow column; always shown together with `deadlineInFull`. */
export function deadlineInShort(due: Due | null | undefined, state?: State): string {
  const n = Math.abs(due?.days_left ?? 0)
  switch (attentionOf(due)) {
    case 'none':
      return t('due.short-none')
    case 'stopped':
      return isAnswered(state) ? t('due.short-stopped') : t('due.short-ended')
    case 'paused':
      return t('due.short-paused')
    case 'late':
      return t('due.short-late', { n })
    case 'today':
      return t('due.short-today')
    case 'soon':
    case 'plain':
      return t('due.short-left', { n })
  }
}

/** The whole sentence, which is also what readers hear. */
export function deadlineInFull(due: Due | null | undefined, state?: State): string {
  if (due == null) return t('due.short-none')
  const date = longDate(due.on)
  switch (attentionOf(due)) {
    case 'none':
      return t('due.short-none')
    case 'stopped':
      return isAnswered(state) ? t('due.stopped-full', { date }) : t('due.ended-full', { date })
    case 'paused':
      return t('due.paused-full', { date })
    case 'late':
      return t('due.late-full', { late: daysInWords(due.days_left, due.unit), date })
    case 'today':
      return t('due.today-full', { date })
    case 'soon':
    case 'plain':
      return t('due.on-full', { left: daysInWords(due.days_left, due.unit), date })
  }
}
