import { useState } from 'preact/hooks'
import { useAction } from '../api/use-action'
import { type Loaded, useLoad } from '../api/use-load'
import { language } from '../words'

interface Page<T> {
  items: T[]
  next_cursor?: string | null
}

/** A list that is read page by page. */
export interface Pages<T> {
  items: readonly T[]
  first: Loaded<Page<T>>
  hasMore: boolean
  isLoadingMore: boolean
  more: () => void
}

/** Reads a list by cursor. Another key is another list. */
export function usePages<T>(
  name: string,
  read: (cursor: string | undefined) => Promise<Page<T>>,
): Pages<T> {
  const key = `${name} ${language()}`
  const [rest, setRest] = useState<{ key: string; items: T[]; cursor: string | null }>({
    key: '',
    items: [],
    cursor: null,
  })
  const first = useLoad(key, async () => {
    const page = await read(undefined)
    setRest({ key, items: [], cursor: page.next_cursor ?? null })
    return page
  })
  const isOurs = rest.key === key
  const cursor = isOurs ? rest.cursor : null
  const next = useAction(async () => {
    if (cursor === null) return
    const page = await read(cursor)
    setRest((old) => ({
      key,
      items: [...old.items, ...page.items],
      cursor: page.next_cursor ?? null,
    }))
  })
  return {
    items: [...(first.value?.items ?? []), ...(isOurs ? rest.items : [])],
    first,
    hasMore: cursor !== null,
    isLoadingMore: next.isBusy,
    more: () => void next.run(),
  }
}
