import { useLocation } from 'preact-iso'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Me, View } from '../../api/types'
import { useLoad } from '../../api/use-load'
import { useFollow } from '../../thread/use-follow'
import { announce } from '../../ui/announcer'
import { Icon } from '../../ui/Icon'
import { Problem } from '../../ui/Problem'
import { Screen } from '../../ui/Screen'
import { Waiting } from '../../ui/Waiting'
import { t } from '../../words'
import { viewName } from '../../words/names'
import { CasePane } from '../Case/CasePane'
import { paths } from '../paths'
import { CaseTable } from './CaseTable'
import { Filters } from './Filters'
import { ShortcutSheet } from './ShortcutSheet'
import { ViewList } from './ViewList'
import { FILTERS, addressOf, queryOf } from './inbox-query'
import { useInbox } from './use-inbox'
import { useShortcuts } from './use-shortcuts'
import { useIsWide } from './use-is-wide'

/** The day's work: views with counts, filters, the list by deadline, and the case beside it on wide screens. */
export function InboxPage({ me }: { me: Me }) {
  const { query: address, route } = useLocation()
  const query = queryOf(address)
  const inbox = useInbox(query)
  const counts = useLoad('views', () => take(api.GET('/api/v1/staff/views')))
  const [selected, setSelected] = useState<string | null>(null)
  const [news, setNews] = useState(0)
  const [hasSheet, setSheet] = useState(false)
  // Counts up when the filters are taken away, so that the search field starts anew.
  const [clears, setClears] = useState(0)
  const search = useRef<HTMLInputElement>(null)
  const isWide = useIsWide()

  // Who may not follow the queue still has the counts and the button to read again.
  useFollow(me.may.includes('followQueue') ? '/staff/follow' : null, {}, (event) => {
    counts.reload()
    setNews((n) => (event ? n + 1 : Math.max(n, 1)))
  })
  const refresh = () => {
    setNews(0)
    inbox.first.reload()
    counts.reload()
  }
  const change = (part: Record<string, string>) => {
    setNews(0)
    route(paths.inboxWith(addressOf(address, part)), true)
  }
  const clear = () => {
    setClears((n) => n + 1)
    change(Object.fromEntries(FILTERS.map((name) => [name, ''])))
  }
  const chooseView = (view: View) => {
    setSelected(null)
    setNews(0)
    route(paths.inboxWith(addressOf({}, { view })))
  }
  const { rows } = inbox
  const at = rows.findIndex((row) => row.number === selected)
  const step = (by: number) => {
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)]
    if (next) setSelected(next.number)
  }
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    Enter: () => selected !== null && route(paths.case(selected)),
    '/': () => search.current?.focus(),
    f: () => search.current?.focus(),
    '?': () => setSheet(true),
    h: () => setSheet(true),
    r: refresh,
  })
  const count = inbox.first.value ? rows.length : null
  useEffect(() => {
    if (count !== null) announce(t('inbox.count', { n: count }))
  }, [count])
  const active = FILTERS.filter((name) => address[name])
  return (
    <div class={isWide && selected !== null ? 'inbox inbox-with-pane' : 'inbox'}>
      <ViewList
        current={query.view}
        counts={counts.value?.views ?? []}
        onChoose={chooseView}
        onShortcuts={() => setSheet(true)}
      />
      <div class="inbox-list">
        <Screen
          title={viewName(query.view)}
          plainTitle={`${viewName(query.view)}, ${me.entity.name}`}
        >
          <Filters
            key={`${query.view} ${clears}`}
            address={address}
            searchRef={search}
            onChange={change}
          />
          {news > 0 && (
            <button type="button" class="news" onClick={refresh}>
              <Icon name="tray" /> {t('inbox.news', { n: news })}
            </button>
          )}
          {inbox.first.refusal && (
            <Problem refusal={inbox.first.refusal} onRetry={inbox.first.reload} />
          )}
          {inbox.first.isLoading && rows.length === 0 && !inbox.first.refusal && (
            <Waiting isSlow={inbox.first.isSlow} size="long" />
          )}
          {inbox.first.value && rows.length === 0 && <Nothing filters={active} onClear={clear} />}
          {rows.length > 0 && (
            <CaseTable
              rows={rows}
              selected={selected}
              hasPane={isWide}
              onSelect={setSelected}
              onOpen={(number) => route(paths.case(number))}
            />
          )}
          {inbox.hasMore && (
            <p>
              <button
                type="button"
                class="button"
                aria-busy={inbox.isLoadingMore}
                onClick={inbox.more}
              >
                {t('app.more')}
              </button>
            </p>
          )}
        </Screen>
      </div>
      {isWide && selected !== null && (
        <aside class="pane" aria-label={t('inbox.pane')}>
          <CasePane
            key={selected}
            number={selected}
            headingLevel={2}
            isFollowed={false}
            onChanged={refresh}
          />
        </aside>
      )}
      {hasSheet && <ShortcutSheet onClose={() => setSheet(false)} />}
    </div>
  )
}

function Nothing({ filters, onClear }: { filters: readonly string[]; onClear: () => void }) {
  if (filters.length === 0) return <p class="nothing">{t('inbox.nothing')}</p>
  return (
    <div class="nothing stack-tight">
      <p>{t('inbox.no-match', { n: filters.length })}</p>
      <p>
        <button type="button" class="button" onClick={onClear}>
          {t('inbox.clear')}
        </button>
      </p>
    </div>
  )
}
