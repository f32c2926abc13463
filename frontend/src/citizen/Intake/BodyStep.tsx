import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { EntitySummary } from '../../api/types'
import { useAction } from '../../api/use-action'
import { useLoad } from '../../api/use-load'
import { TextField } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { Waiting } from '../../ui/Waiting'
import { t } from '../../words'
import { QuestionPage, type StepProps } from './QuestionPage'
import { Because } from './ServiceCard'
import { readEntity, withEntity } from './choose-service'
import { useSettled } from '../../ui/use-settled'

interface CardProps {
  entity: EntitySummary
  matched?: readonly string[]
  isChosen?: boolean
  onChoose: () => void
}

/** A public body as a button. */
export function BodyCard({ entity, matched = [], isChosen = false, onChoose }: CardProps) {
  return (
    <button type="button" class="pick" onClick={onChoose}>
      <span class="pick-title">{entity.name}</span>
      {entity.parent && <span class="soft">{entity.parent.name}</span>}
      <span class="small mute">
        {t(`level.${entity.level}`)}
        {entity.is_demonstration && (
          <>
            {' '}
            <span class="badge">{t('app.demonstration')}</span>
          </>
        )}
      </span>
      <Because matched={matched} />
      {isChosen && <span class="badge">{t('q2.chosen')}</span>}
    </button>
  )
}

/** Which public body it is about: the ones the story points to first, then all. */
export function BodyStep({ inUse, onContinue }: StepProps) {
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  const story = inUse.draft.story.slice(0, 400)
  const guesses = useLoad(`bodies of ${story}`, () =>
    take(api.GET('/api/v1/catalogue/search', { params: { query: { q: story } } })),
  )
  const page = useLoad(`bodies ${q}`, () =>
    take(
      api.GET('/api/v1/entities', { params: { query: { ...(q === '' ? {} : { q }), limit: 50 } } }),
    ),
  )
  const choosing = useAction(async (number: string) => {
    inUse.change(withEntity(await readEntity(number), inUse.draft))
    onContinue()
  })
  const reasons = new Map(
    guesses.value?.entities.map(({ entity, matched }) => [entity.number, matched]),
  )
  const listed = [...(page.value?.items ?? [])].sort(
    (a, b) => Number(reasons.has(b.number)) - Number(reasons.has(a.number)),
  )
  return (
    <QuestionPage step="body" inUse={inUse} title={t('body.title')} hint={t('body.hint')}>
      <TextField
        id="body-q"
        type="search"
        inputMode="search"
        label={t('body.label')}
        value={typed}
        onInput={setTyped}
      />
      {choosing.refusal && <Problem refusal={choosing.refusal} />}
      {page.refusal && <Problem refusal={page.refusal} onRetry={page.reload} />}
      {page.isLoading && !page.value && <Waiting isSlow={page.isSlow} />}
      {page.value && listed.length === 0 && <p>{t('body.none', { q })}</p>}
      <ul class="stack-tight" aria-busy={choosing.isBusy}>
        {listed.map((entity) => (
          <li key={entity.number}>
            <BodyCard
              entity={entity}
              matched={reasons.get(entity.number) ?? []}
              isChosen={inUse.draft.entity?.number === entity.number}
              onChoose={() => void choosing.run(entity.number)}
            />
          </li>
        ))}
      </ul>
    </QuestionPage>
  )
}
