import type { Due, State } from '../api/types'
import { Icon } from '../ui/Icon'
import { attentionOf, deadlineInFull, deadlineInShort, isAnswered } from './deadline'

const GLYPHS: Partial<Record<ReturnType<typeof attentionOf>, string>> = {
  late: 'warning-circle',
  today: 'clock',
  paused: 'pause-circle',
  stopped: 'check',
}

interface Props {
  due: Due | null | undefined
  /** State of the case, which says why a clock stopped. */
  state?: State
  /** Shows the whole sentence, where there is room for it. */
  isFull?: boolean
}

/** The deadline in a few characters; readers hear the whole sentence. Colour only where it asks for attention. */
export function DeadlineBadge({ due, state, isFull = false }: Props) {
  const attention = attentionOf(due)
  const glyph = attention === 'stopped' && !isAnswered(state) ? undefined : GLYPHS[attention]
  const full = deadlineInFull(due, state)
  if (isFull) {
    return (
      <span class={`deadline deadline-full deadline-${attention}`}>
        {glyph && <Icon name={glyph} />}
        <span>{full}</span>
      </span>
    )
  }
  return (
    <span class={`deadline deadline-${attention}`} title={full}>
      {glyph && <Icon name={glyph} />}
      <span aria-hidden="true">{deadlineInShort(due, state)}</span>
      <span class="visually-hidden">{full}</span>
    </span>
  )
}
