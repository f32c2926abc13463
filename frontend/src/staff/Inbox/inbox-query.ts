/** The question an inbox asks, read from the address and written back to it. */
import type { Channel, InboxQuery, Kind, Me, Sort, State, View } from '../../api/types'

const VIEWS: readonly View[] = [
  'mine',
  'unit',
  'to_triage',
  'to_review',
  'late',
  'disputed',
  'to_hand_over',
  'all',
]

/** The views of a person: who belongs to no unit has no view of it. */
export function viewsOf(me: Me): readonly View[] {
  const hasUnit = me.roles.some(({ unit }) => unit != null)
  return hasUnit ? VIEWS : VIEWS.filter((view) => view !== 'unit')
}

export const KINDS: readonly Kind[] = [
  'complaint',
  'service_request',
  'query',
  'suggestion',
  'praise',
  'denunciation',
  'information_request',
  'simplification',
]

export const STATES: readonly State[] = [
  'registered',
  'in_triage',
  'awaiting_correction',
  'assigned',
  'in_progress',
  'awaiting_internal',
  'suspended',
  'response_drafted',
  'in_review',
  'responded',
  'notified',
  'closed',
  'transferred',
  'withdrawn',
  'archived',
  'merged',
]

export const CHANNELS: readonly Channel[] = [
  'web',
  'app',
  'phone',
  'desk',
  'email',
  'post',
  'paper',
  'whatsapp',
  'sms',
  'kiosk',
  'api',
  'social',
  'internal',
  'unknown',
]

const SORTS: readonly Sort[] = ['due', 'newest']

/** What is asked of the server: the view and its order are always said. */
export type Question = InboxQuery & { view: View; sort: Sort }

/** The filters that can be taken away one by one. */
export const FILTERS = ['state', 'kind', 'unit', 'channel', 'q'] as const

function oneOf<V extends string>(known: readonly V[], value: string | undefined): V | undefined {
  return known.find((each) => each === value)
}

/** The view that the address names, if any. */
export function viewOf(address: Record<string, string>): View | null {
  return oneOf(VIEWS, address['view']) ?? null
}

/** Sorted by deadline, a list holds open cases only; so the view of all begins with the newest. */
export function defaultSort(view: View): Sort {
  return view === 'all' ? 'newest' : 'due'
}

/** Reads the address. What it does not understand is left out rather than guessed. */
export function queryOf(address: Record<string, string>, view: View): Question {
  const state = oneOf(STATES, address['state'])
  const kind = oneOf(KINDS, address['kind'])
  const channel = oneOf(CHANNELS, address['channel'])
  const { unit, q } = address
  return {
    view,
    sort: oneOf(SORTS, address['sort']) ?? defaultSort(view),
    ...(state && { state }),
    ...(kind && { kind }),
    ...(channel && { channel }),
    ...(unit && { unit }),
    ...(q && { q }),
  }
}

/** The address without empty values, so that links stay short. */
export function addressOf(
  old: Record<string, string>,
  change: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...old, ...change }).filter(([, value]) => value !== ''),
  )
}
