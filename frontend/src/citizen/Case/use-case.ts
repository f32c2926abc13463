import { useRef } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Liveness } from '../../api/live'
import type { Case, ThreadItem } from '../../api/types'
import { type Loaded, useLoad } from '../../api/use-load'
import { useFollow } from '../../thread/use-follow'
import { announce } from '../../ui/announcer'
import { language, t } from '../../words'
import { eventName } from '../../words/names'

/** A case on the screen and its line to the server. */
export interface CaseInUse {
  item: Case | null
  loaded: Loaded<Case>
  liveness: Liveness
}

/** Reads a case, and again whenever the stream says that something happened. */
export function useCase(number: string, key: string | null): CaseInUse {
  const seen = useRef(0)
  const loaded = useLoad(key === null ? null : `case ${number} ${language()}`, async () => {
    const item = await take(
      api.GET('/api/v1/cases/{number}', {
        params: { path: { number }, header: { 'Case-Key': key ?? '' } },
      }),
    )
    tellNews(item.thread, seen)
    return item
  })
  const headers: Record<string, string> = key === null ? {} : { 'Case-Key': key }
  const isOpen = loaded.value !== null
  const liveness = useFollow(
    isOpen ? `/cases/${encodeURIComponent(number)}/follow` : null,
    headers,
    loaded.reload,
  )
  return { item: loaded.value, loaded, liveness }
}

/** Says once what is new. The first look is not news, and neither is what the person just did. */
function tellNews(thread: readonly ThreadItem[], seen: { current: number }) {
  const last = thread.at(-1)
  if (!last) return
  if (seen.current > 0 && last.seq > seen.current && last.by !== 'person')
    announce(t('case.news', { what: eventName(last.event, last.unit) }))
  seen.current = last.seq
}
