import type { Kind } from '../../api/types'
import { Icon } from '../../ui/Icon'
import { Waiting } from '../../ui/Waiting'
import { t } from '../../words'
import { useOfferedKinds } from './offered-kinds'

const VERBS = [
  { kind: 'complaint', key: 'verb.complain', glyph: 'megaphone' },
  { kind: 'service_request', key: 'verb.request', glyph: 'wrench' },
  { kind: 'query', key: 'verb.ask', glyph: 'question' },
  { kind: 'suggestion', key: 'verb.suggest', glyph: 'lightbulb' },
  { kind: 'praise', key: 'verb.thank', glyph: 'hand-heart' },
  { kind: 'information_request', key: 'home.foi', glyph: 'file-magnifying-glass' },
] as const

/** What one can want, as verbs. Only what some public body takes; nobody should start what cannot end. */
export function Verbs({ onChoose }: { onChoose: (kind: Kind) => void }) {
  const offered = useOfferedKinds()
  return (
    <section class="section">
      <h2>{t('home.verbs')}</h2>
      {offered.isSettled ? (
        <ul class="verbs">
          {VERBS.filter(({ kind }) => offered.has(kind)).map(({ kind, key, glyph }) => (
            <li key={kind}>
              <button type="button" class="verb pick-wide" onClick={() => onChoose(kind)}>
                <Icon name={glyph} isLarge /> {t(key)}
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <Waiting isSlow={offered.isSlow} size="medium" />
      )}
    </section>
  )
}
