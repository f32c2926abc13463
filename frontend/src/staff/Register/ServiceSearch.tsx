import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Service, ServiceSummary } from '../../api/types'
import { useAction } from '../../api/use-action'
import { useLoad } from '../../api/use-load'
import { TextField } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { useSettled } from '../../ui/use-settled'
import { language, t } from '../../words'
import { termPromise } from '../../words/names'

interface Props {
  entity: string
  story: string
  service: Service | null
  error: string | null
  onChoose: (service: Service | null) => void
}

/** Services the story points to, or found by name. Choosing one is optional. */
export function ServiceSearch({ entity, story, service, error, onChoose }: Props) {
  const [typed, setTyped] = useState('')
  const q = useSettled((typed.trim() === '' ? story : typed).trim().slice(0, 400), 500)
  const hits = useLoad(
    service || q.length < 3 ? null : `services ${entity} ${q} ${language()}`,
    () => take(api.GET('/api/v1/catalogue/search', { params: { query: { q, entity } } })),
  )
  const choosing = useAction(async (chosen: ServiceSummary) => {
    const path = { number: chosen.entity.number, service: chosen.id }
    onChoose(
      await take(api.GET('/api/v1/entities/{number}/services/{service}', { params: { path } })),
    )
  })
  const refusal = hits.refusal ?? choosing.refusal
  if (service) {
    return (
      <div class="card row chosen-service">
        <div>
          <p class="strong">{service.name}</p>
          <p class="small soft">
            {termPromise(service.term)}
            {service.unit && ` · ${service.unit}`}
          </p>
        </div>
        <button type="button" class="button" onClick={() => onChoose(null)}>
          {t('register.other-service')}
        </button>
      </div>
    )
  }
  return (
    <div class="stack-tight">
      <TextField
        id="service-q"
        type="search"
        label={t('register.service')}
        hint={t('register.service-hint')}
        isOptional
        error={error}
        value={typed}
        onInput={setTyped}
      />
      {refusal && <Problem refusal={refusal} />}
      <ul class="stack-tight" aria-busy={hits.isLoading}>
        {hits.value?.services.map(({ service: found, matched }) => (
          <li key={found.id}>
            <button type="button" class="pick" onClick={() => void choosing.run(found)}>
              <span class="pick-title">{found.name}</span>
              <span class="small mute">
                {termPromise(found.term)}
                {matched.length > 0 && ` · ${matched.join(', ')}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
