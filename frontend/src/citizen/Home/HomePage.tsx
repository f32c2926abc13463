import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import type { Kind } from '../../api/types'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { TextArea } from '../../ui/fields'
import { type FormError, errorOf } from '../../ui/form-errors'
import { Icon } from '../../ui/Icon'
import { Screen } from '../../ui/Screen'
import { t } from '../../words'
import { timeOfDay } from '../../words/dates'
import { STORY_LIMIT, storyErrors } from '../Intake/StoryStep'
import { dropDraft } from '../Intake/draft'
import { useDraft } from '../Intake/use-draft'
import { keepPapers } from '../papers'
import { paths } from '../paths'
import { DraftCard } from './DraftCard'
import { FindCaseForm } from './FindCaseForm'
import { Verbs } from './Verbs'

/** The first screen: what happened comes first, and writing here already is question one. */
export function HomePage() {
  const inUse = useDraft()
  const { route } = useLocation()
  const [isFresh, setFresh] = useState(inUse.draft.story.trim() === '')
  const [errors, setErrors] = useState<FormError[]>([])
  const { draft, change } = inUse

  const start = (event: Event) => {
    event.preventDefault()
    const found = storyErrors(draft.story)
    setErrors(found)
    if (found.length === 0) route(paths.step('about'))
  }
  const startWith = (kind: Kind) => {
    change({ kind, lostKind: null })
    route(draft.story.trim() === '' ? paths.step('story') : paths.step('about'))
  }
  const forget = () => {
    void keepPapers(draft.id, [])
    dropDraft()
    inUse.restart()
    setFresh(true)
  }
  return (
    <Screen
      title={t('home.title')}
      plainTitle={t('home.title')}
      hasError={errors.length > 0}
      before={<ErrorSummary errors={errors} />}
    >
      <p class="lead">{t('home.lead')}</p>
      {isFresh ? (
        <form class="story-box" noValidate onSubmit={start}>
          <TextArea
            id="story"
            label={t('q1.title')}
            hint={t('q1.hint')}
            error={errorOf(errors, 'story')}
            value={draft.story}
            limit={STORY_LIMIT}
            onInput={(story) => change({ story })}
          />
          <div class="row">
            <button type="submit" class="button button-primary">
              {t('home.start')} <Icon name="arrow-right" />
            </button>
            {draft.story !== '' && (
              <span class="saved">
                {inUse.isKept
                  ? t('save.ok', { time: timeOfDay(draft.savedAt) })
                  : t('save.refused')}
              </span>
            )}
          </div>
        </form>
      ) : (
        <DraftCard draft={draft} onForget={forget} />
      )}
      <section class="section">
        <h2>{t('home.track')}</h2>
        <FindCaseForm />
      </section>
      <Verbs onChoose={startWith} />
    </Screen>
  )
}
