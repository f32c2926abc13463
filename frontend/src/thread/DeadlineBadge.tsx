import type { Due } from '../api/types'
import { Icon } from '../ui/Icon'
import { attentionOf, deadlineInFull, deadlineInShort } from './deadline'

const GLYPHS: Partial<Record<ReturnType<typeof attentionOf>, string>> = {
  late: 'warning-circle',
  today: 'clock',
  paused: 'pause-circle',
  stopped: 'check',
}

/** The deadline in a few characters; readers hear the whole sentence. Colour only where it asks for attention. */
export function DeadlineBadge({ due }: { due: Due | null | undefined }) {
  const attention = attentionOf(due)
  const glyph = GLYPHS[attention]
  const full = deadlineInFull(due)
  return (
    <span class={`deadline deadline-${attention}`} title={full}>
      {glyph && <Icon name={glyph} />}
      <span aria-hidden="true">{deadlineInShort(due)}</span>
      <span class="visually-hidden">{full}</span>
    </span>
  )
}
