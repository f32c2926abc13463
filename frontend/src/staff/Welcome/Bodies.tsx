import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { EntitySummary } from '../../api/types'
import { useAction } from '../../api/use-action'
import { useLoad } from '../../api/use-load'
import { Problem } from '../../ui/Problem'
import { Waiting } from '../../ui/Waiting'
import { language, t } from '../../words'

/** Bodies asked for at once. */
const PAGE = 50

function readPage(cursor: string | null) {
  const query = cursor === null ? { limit: PAGE } : { limit: PAGE, cursor }
  return take(api.GET('/api/v1/entities', { params: { query } }))
}

/** Every public body that takes cases in this Hilo; the own one is marked. */
export function Bodies({ own }: { own: string }) {
  const [rest, setRest] = useState<{ items: EntitySummary[]; cursor: string | null } | null>(null)
  const first = useLoad(`bodies ${language()}`, () => readPage(null))
  const cursor = rest ? rest.cursor : (first.value?.next_cursor ?? null)
  const more = useAction(async () => {
    const page = await readPage(cursor)
    setRest((old) => ({
      items: [...(old?.items ?? []), ...page.items],
      cursor: page.next_cursor ?? null,
    }))
  })
  const refusal = first.refusal ?? more.refusal
  return (
    <section class="stack-tight">
      <h2>{t('welcome.entities')}</h2>
      {refusal && <Problem refusal={refusal} onRetry={first.reload} />}
      {!first.value && !first.refusal && <Waiting isSlow={first.isSlow} />}
      <ul class="plain-list">
        {[...(first.value?.items ?? []), ...(rest?.items ?? [])].map((entity) => (
          <li key={entity.number} aria-current={entity.number === own ? 'true' : undefined}>
            <span class="strong">{entity.name}</span>
            <span class="choice-note">
              <span class="code">{entity.number}</span> · {t(`level.${entity.level}`)}
              {entity.parent && ` · ${t('welcome.parent', { name: entity.parent.name })}`}
            </span>
          </li>
        ))}
      </ul>
      {cursor !== null && (
        <p>
          <button
            type="button"
            class="button"
            aria-busy={more.isBusy}
            onClick={() => void more.run()}
          >
            {t('app.more')}
          </button>
        </p>
      )}
    </section>
  )
}
