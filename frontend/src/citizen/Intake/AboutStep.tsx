import { useLocation } from 'preact-iso'
import { useRef } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { ServiceSummary } from '../../api/types'
import { useAction } from '../../api/use-action'
import { useLoad } from '../../api/use-load'
import { Icon } from '../../ui/Icon'
import { Problem } from '../../ui/Problem'
import { Waiting } from '../../ui/Waiting'
import { t } from '../../words'
import { paths } from '../paths'
import { QuestionPage, type StepProps } from './QuestionPage'
import { ServiceCard } from './ServiceCard'
import { readService, withService } from './choose-service'

/** As much of the story as the search needs to make a guess. */
const GUESS_FROM = 400

/** "Is it about this?": guesses from the story, each with its reason, and always a way out. */
export function AboutStep({ inUse, onContinue }: StepProps) {
  const { draft, change } = inUse
  const { route } = useLocation()
  const q = draft.story.slice(0, GUESS_FROM)
  const hits = useLoad(`about ${q}`, () =>
    take(api.GET('/api/v1/catalogue/search', { params: { query: { q } } })),
  )
  const choosing = useAction(async (chosen: ServiceSummary) => {
    const { service, entity } = await readService(chosen)
    change(withService(service, entity))
    onContinue()
  })
  const unsure = () => {
    change({ service: null })
    onContinue()
  }
  const found = hits.value?.services ?? []
  // Nothing may move under a finger: the ways on wait for the guesses, or go above them when they are slow.
  const wasSlow = useRef(false)
  wasSlow.current ||= hits.isSlow
  const isSettled = hits.value !== null || hits.refusal !== null
  const isNothingFound = isSettled && found.length === 0
  const waysOn = (
    <WaysOn
      search={isNothingFound ? t('q2.search') : t('q2.other')}
      onSearch={() => route(paths.step('search'))}
      onUnsure={unsure}
    />
  )
  const title = isNothingFound ? t('q2.title-none') : t('q2.title')
  return (
    <QuestionPage step="about" inUse={inUse} title={title}>
      {choosing.refusal && <Problem refusal={choosing.refusal} />}
      {!isSettled && <Waiting isSlow={hits.isSlow} />}
      {hits.refusal && <p class="notice notice-warn">{t('q2.no-guess')}</p>}
      {wasSlow.current && waysOn}
      <ul class="stack-tight" aria-busy={choosing.isBusy}>
        {found.map(({ service, matched }) => (
          <li key={service.id}>
            <ServiceCard
              service={service}
              matched={matched}
              isChosen={draft.service?.id === service.id}
              onChoose={() => void choosing.run(service)}
            />
          </li>
        ))}
      </ul>
      {isSettled && !wasSlow.current && waysOn}
    </QuestionPage>
  )
}

interface WaysProps {
  search: string
  onSearch: () => void
  onUnsure: () => void
}

/** The two answers that are always possible. */
function WaysOn({ search, onSearch, onUnsure }: WaysProps) {
  return (
    <div class="stack-tight">
      <button type="button" class="pick" onClick={onSearch}>
        <span class="row">
          <Icon name="magnifying-glass" /> <span class="pick-title">{search}</span>
        </span>
        <span class="soft">{t('q2.other-note')}</span>
      </button>
      <button type="button" class="pick" data-way="unsure" onClick={onUnsure}>
        <span class="pick-title">{t('q2.unsure')}</span>
        <span class="soft">{t('q2.unsure.note')}</span>
      </button>
    </div>
  )
}
