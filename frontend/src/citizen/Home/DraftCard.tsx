import { t } from '../../words'
import { moment } from '../../words/dates'
import type { Draft } from '../Intake/draft'
import { paths } from '../paths'

/** What was begun on this device: its first words, when, and the two things one can do with it. */
export function DraftCard({ draft, onForget }: { draft: Draft; onForget: () => void }) {
  const isReady = draft.attempt !== null
  return (
    <section class="story-box">
      <h2>{isReady ? t('home.ready') : t('home.resume')}</h2>
      <p class="said clamp">{draft.story}</p>
      <p class="mute small">{t('home.saved-at', { at: moment(draft.savedAt) })}</p>
      <div class="row">
        <a class="button button-primary" href={paths.step(isReady ? 'check' : 'about')}>
          {isReady ? t('home.send-now') : t('home.continue')}
        </a>
        <button type="button" class="button" onClick={onForget}>
          {t('home.forget')}
        </button>
      </div>
    </section>
  )
}
