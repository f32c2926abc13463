import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import { Moment } from '../../thread/zone'
import { TextField } from '../../ui/fields'
import { useSettled } from '../../ui/use-settled'
import { t } from '../../words'
import { ListScreen } from '../ListScreen'
import { usePages } from '../use-pages'

/** Legal opinions that were kept because others will ask the same. */
export default function PrecedentsPage() {
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), 400)
  const pages = usePages(`precedents ${q}`, (cursor) =>
    take(
      api.GET('/api/v1/staff/precedents', {
        params: { query: { ...(q !== '' && { q }), ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  )
  return (
    <ListScreen
      title={t('precedents.title')}
      lead={t('precedents.lead')}
      pages={pages}
      nothing={q === '' ? t('precedents.nothing') : t('precedents.no-match', { q })}
      before={
        <TextField
          id="precedent-q"
          type="search"
          label={t('inbox.search')}
          isOptional
          value={typed}
          onInput={setTyped}
        />
      }
    >
      {({ id, topic, question, answer, answered_at: at }) => (
        <li class="card stack-tight" key={id}>
          <h2>{topic}</h2>
          <p class="pre soft">{question}</p>
          <p class="pre thread-text thread-body">{answer}</p>
          <p class="small mute">
            <Moment at={at} />
          </p>
        </li>
      )}
    </ListScreen>
  )
}
