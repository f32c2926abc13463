import type { ServiceSummary } from '../../api/types'
import { t } from '../../words'
import { kindName, termPromise } from '../../words/names'

interface Props {
  service: ServiceSummary
  /** The person's own words that led here; shown so that the guess explains itself. */
  matched?: readonly string[]
  isChosen?: boolean
  onChoose: () => void
}

/** A service as a button: what it is, who does it, until when, and why we think of it. */
export function ServiceCard({ service, matched = [], isChosen = false, onChoose }: Props) {
  return (
    <button type="button" class="pick" onClick={onChoose}>
      <span class="pick-title">{service.name}</span>
      <span>{service.entity.name}</span>
      {service.summary && <span class="soft">{service.summary}</span>}
      <span class="small mute">
        {kindName(service.kind)} · {termPromise(service.term)}
      </span>
      <Because matched={matched} />
      {isChosen && <span class="badge">{t('q2.chosen')}</span>}
    </button>
  )
}

/** The words of the story that led to a guess. */
export function Because({ matched }: { matched: readonly string[] }) {
  if (matched.length === 0) return null
  return (
    <span class="pick-because">
      {t('q2.because')}{' '}
      {matched.map((word, index) => (
        <span key={word}>
          {index > 0 && ', '}
          <b>{word}</b>
        </span>
      ))}
    </span>
  )
}
