import { useLocation } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { CatalogueHits, ServiceSummary } from '../../api/types'
import { useAction } from '../../api/use-action'
import { useLoad } from '../../api/use-load'
import { announce } from '../../ui/announcer'
import { TextField } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { Waiting } from '../../ui/Waiting'
import { t } from '../../words'
import { paths } from '../paths'
import { BodyCard } from './BodyStep'
import { QuestionPage, type StepProps } from './QuestionPage'
import { ServiceCard } from './ServiceCard'
import { readEntity, readService, withEntity, withService } from './choose-service'
import { useSettled } from '../../ui/use-settled'

/** Search by hand: services first, then public bodies. Finding nothing never blocks. */
export function SearchStep({ inUse, onContinue }: StepProps) {
  const [typed, setTyped] = useState('')
  const { route } = useLocation()
  const q = useSettled(typed.trim())
  const hits = useLoad(q.length < 2 ? null : `search ${q}`, () =>
    take(api.GET('/api/v1/catalogue/search', { params: { query: { q } } })),
  )
  const choosing = useAction(async (chosen: ServiceSummary) => {
    const { service, entity } = await readService(chosen)
    inUse.change(withService(service, entity))
    onContinue()
  })
  const choosingBody = useAction(async (number: string) => {
    inUse.change(withEntity(await readEntity(number), inUse.draft))
    route(paths.step('kind'))
  })
  const count = hits.value ? hits.value.services.length + hits.value.entities.length : null
  useEffect(() => {
    if (count !== null)
      announce(count === 0 ? t('search.none', { q }) : t('search.count', { n: count }))
  }, [count, q])
  const refusal = choosing.refusal ?? choosingBody.refusal ?? hits.refusal
  return (
    <QuestionPage step="search" inUse={inUse} title={t('search.title')}>
      <TextField
        id="q"
        type="search"
        inputMode="search"
        label={t('search.label')}
        hint={t('search.hint')}
        value={typed}
        onInput={setTyped}
      />
      {refusal && <Problem refusal={refusal} onRetry={hits.reload} />}
      {hits.isLoading && q.length >= 2 && !hits.value && <Waiting isSlow={hits.isSlow} />}
      {hits.value && (
        <Results
          hits={hits.value}
          onService={(service) => void choosing.run(service)}
          onEntity={(number) => void choosingBody.run(number)}
        />
      )}
      {count === 0 && <p>{t('search.none', { q })}</p>}
      <p>
        <button
          type="button"
          class="button"
          onClick={() => {
            inUse.change({ service: null })
            onContinue()
          }}
        >
          {t('search.without')}
        </button>
      </p>
    </QuestionPage>
  )
}

interface ResultsProps {
  hits: CatalogueHits
  onService: (service: ServiceSummary) => void
  onEntity: (number: string) => void
}

function Results({ hits, onService, onEntity }: ResultsProps) {
  return (
    <>
      {hits.services.length > 0 && (
        <section class="stack-tight">
          <h2>{t('search.services')}</h2>
          {hits.services.map(({ service, matched }) => (
            <ServiceCard
              key={service.id}
              service={service}
              matched={matched}
              onChoose={() => onService(service)}
            />
          ))}
        </section>
      )}
      {hits.entities.length > 0 && (
        <section class="stack-tight">
          <h2>{t('search.entities')}</h2>
          {hits.entities.map(({ entity }) => (
            <BodyCard
              key={entity.number}
              entity={entity}
              onChoose={() => onEntity(entity.number)}
            />
          ))}
        </section>
      )}
    </>
  )
}
