/** The question an inbox asks, read from the address and written back to it. */
import type { Channel, InboxQuery, Kind, State, View } from '../../api/types'

export const VIEWS: readonly View[] = [
  'mine',
  'unit',
  'to_triage',
  'to_review',
  'late',
  'disputed',
  'all',
]

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

/** The filters that can be taken away one by one. */
export const FILTERS = ['state', 'kind', 'unit', 'channel', 'q'] as const

function oneOf<V extends string>(known: readonly V[], value: string | undefined): V | undefined {
  return known.find((each) => each === value)
}

/** Reads the address. What it does not understand is left out rather than guessed. */
export function queryOf(address: Record<string, string>): InboxQuery & { view: View } {
  const state = oneOf(STATES, address['state'])
  const kind = oneOf(KINDS, address['kind'])
  const channel = oneOf(CHANNELS, address['channel'])
  const { unit, q } = address
  return {
    view: oneOf(VIEWS, address['view']) ?? 'mine',
    sort: address['sort'] === 'newest' ? 'newest' : 'due',
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
