import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { CaseRow } from '../../api/types'
import { useAction } from '../../api/use-action'
import { type Loaded, useLoad } from '../../api/use-load'
import { language } from '../../words'
import type { Question } from './inbox-query'

/** A list that grows page by page. */
export interface Inbox {
  rows: readonly CaseRow[]
  first: Pick<Loaded<unknown>, 'value' | 'refusal' | 'isLoading' | 'isSlow' | 'reload'>
  hasMore: boolean
  isLoadingMore: boolean
  more: () => void
}

const PAGE = 50

/** Reads the cases of a view, page by page by cursor, so that new cases never shift the ones on screen. */
export function useInbox(query: Question): Inbox {
  const key = `${JSON.stringify(query)} ${language()}`
  const [rest, setRest] = useState<{ key: string; items: CaseRow[]; cursor: string | null }>({
    key: '',
    items: [],
    cursor: null,
  })
  const first = useLoad(key, async () => {
    const page = await take(
      api.GET('/api/v1/staff/cases', { params: { query: { ...query, limit: PAGE } } }),
    )
    setRest({ key, items: [], cursor: page.next_cursor ?? null })
    return page
  })
  const isOurs = rest.key === key
  const cursor = isOurs ? rest.cursor : null
  const next = useAction(async () => {
    if (cursor === null) return
    const page = await take(
      api.GET('/api/v1/staff/cases', { params: { query: { ...query, limit: PAGE, cursor } } }),
    )
    setRest((old) => ({
      key,
      items: [...old.items, ...page.items],
      cursor: page.next_cursor ?? null,
    }))
  })
  return {
    rows: [...(first.value?.items ?? []), ...(isOurs ? rest.items : [])],
    first,
    hasMore: cursor !== null,
    isLoadingMore: next.isBusy,
    more: () => void next.run(),
  }
}
