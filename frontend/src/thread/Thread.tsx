import type { ComponentChildren } from 'preact'
import type { ThreadItem } from '../api/types'
import { type Key, t } from '../words'
import { eventName } from '../words/names'
import { Moment } from './zone'

interface Props {
  items: readonly ThreadItem[]
  /** Whose eyes: a person is "you" on their own page and "the person" on the staff's. */
  audience: 'citizen' | 'staff'
  /** What is still to come, drawn dotted at the end. */
  future?: ComponentChildren
}

/** Events at which the case changes hands get a knot of another colour, always with words beside it. */
const HAND_OVERS = new Set(['case.assigned', 'case.returned', 'case.transferred'])

/** The thread of a case: a line with knots, oldest first, solid for what happened, dotted for what will. */
export function Thread({ items, audience, future }: Props) {
  return (
    <ol class="thread">
      {items.map((item, index) => (
        <li
          key={item.seq}
          class={knotClass(item, future === undefined && index === items.length - 1)}
        >
          <h3>{eventName(item.event, item.unit, audience)}</h3>
          <p class="thread-when">
            <Moment at={item.at} />
            {item.by !== 'system' && <span> · {author(item, audience)}</span>}
          </p>
          {item.text && <p class={`thread-text thread-${item.by}`}>{item.text}</p>}
        </li>
      ))}
      {future !== undefined && <li class="knot knot-future">{future}</li>}
    </ol>
  )
}

function knotClass(item: ThreadItem, isLast: boolean): string {
  const hand = HAND_OVERS.has(item.event) ? ' knot-hand' : ''
  const own = item.by === 'person' ? ' knot-person' : ''
  return `knot${hand}${own}${isLast ? ' knot-now' : ''}`
}

function author(item: ThreadItem, audience: Props['audience']): string {
  if (item.by === 'body') return item.unit ?? t('by.body')
  const key: Key = audience === 'staff' ? 'by.filer' : 'by.person'
  return t(key)
}
