import type { Case } from '../../api/types'
import { Icon } from '../../ui/Icon'
import { later } from '../../ui/later'
import { t } from '../../words'
import { longDate } from '../../words/dates'
import type { ActionProps } from './CaseActions'

const CorrectForm = later(() => import('./CorrectForm'))

/** Whether the case waits for its person. */
export const isAsked = ({ state, correction }: Case) =>
  state === 'awaiting_correction' && correction != null && correction.answered_at == null

/** The card of a case that waits for its person: what is missing, until when, and the answer in place. */
export function Asked(props: ActionProps) {
  const { item } = props
  const { correction } = item
  if (!correction) return null
  return (
    <section class="now now-asked stack" aria-labelledby="asked">
      <div class="stack-tight">
        <h2 id="asked" class="now-sentence">
          {t('state-sentence.awaiting_correction')}
        </h2>
        <p>{t('correct.lead', { entity: item.entity.name })}</p>
      </div>
      <ol class="asked-list">
        {correction.defects.map((defect) => (
          <li key={defect}>{defect}</li>
        ))}
      </ol>
      <p class="notice notice-pause">
        <Icon name="pause-circle" />
        <span>
          <span class="strong">{t('correct.until', { date: longDate(correction.until_on) })}</span>{' '}
          {t('correct.stands-still')}
        </span>
      </p>
      {item.actions.includes('correctCase') && <CorrectForm {...props} />}
    </section>
  )
}
