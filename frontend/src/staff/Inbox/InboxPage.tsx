import { useLocation } from 'preact-iso'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Me, View, ViewCount } from '../../api/types'
import { type Loaded, useLoad } from '../../api/use-load'
import { useFollow } from '../../thread/use-follow'
import { announce } from '../../ui/announcer'
import { Icon } from '../../ui/Icon'
import { Problem } from '../../ui/Problem'
import { Screen } from '../../ui/Screen'
import { Waiting } from '../../ui/Waiting'
import { t } from '../../words'
import { viewName } from '../../words/names'
import { CasePane } from '../Case/CasePane'
import { takePartingWords } from '../parting'
import { paths } from '../paths'
import { CaseTable } from './CaseTable'
import { Filters } from './Filters'
import { ShortcutSheet } from './ShortcutSheet'
import { ViewList } from './ViewList'
import { firstView } from './first-view'
import { FILTERS, addressOf, queryOf, viewOf, viewsOf } from './inbox-query'
import { useInbox } from './use-inbox'
import { useShortcuts } from './use-shortcuts'
import { useIsWide } from './use-is-wide'

/** The day's work. An address without a view gets the one that this person should see first. */
export function InboxPage({ me }: { me: Me }) {
  const { query: address, route } = useLocation()
  const counts = useLoad('views', () => take(api.GET('/api/v1/staff/views')))
  const view = viewOf(address)
  // Without counts the first view is chosen as if every one were empty.
  const known = counts.value?.views ?? (counts.refusal ? [] : null)
  const first = view ?? firstView(me, known)
  useEffect(() => {
    if (view === null && first !== null)
      route(paths.inboxWith(addressOf(address, { view: first })), true)
  }, [view, first, address, route])
  if (view !== null) return <Inbox me={me} view={view} counts={counts} />
  return (
    <Screen title={t('staff.inbox')} plainTitle={t('staff.inbox')}>
      <Waiting isSlow={counts.isSlow} size="long" />
    </Screen>
  )
}

interface Props {
  me: Me
  view: View
  counts: Loaded<{ views: ViewCount[] }>
}

/** Views with counts, filters, the list, and the case beside it on wide screens. */
function Inbox({ me, view, counts }: Props) {
  const { query: address, route } = useLocation()
  const query = queryOf(address, view)
  const inbox = useInbox(query)
  const [parting, setParting] = useState(takePartingWords)
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
  const chooseView = (next: View) => {
    setSelected(null)
    setNews(0)
    setParting(null)
    route(paths.inboxWith(addressOf({}, { view: next })))
  }
  const gone = () => {
    setSelected(null)
    setParting(takePartingWords())
    refresh()
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
        current={view}
        views={viewsOf(me)}
        counts={counts.value?.views ?? []}
        onChoose={chooseView}
        onShortcuts={() => setSheet(true)}
      />
      <div class="inbox-list">
        <Screen
          key={view}
          title={viewName(view)}
          plainTitle={`${viewName(view)}, ${me.entity.name}`}
        >
          {parting !== null && (
            <p class="notice notice-ok">
              <Icon name="check-circle" /> <span>{parting}</span>
            </p>
          )}
          <Filters
            key={`${view} ${clears}`}
            address={address}
            question={query}
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
          {inbox.first.value && rows.length === 0 && (
            <Nothing view={view} filters={active} onClear={clear} />
          )}
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
            me={me}
            headingLevel={2}
            isFollowed={false}
            onChanged={refresh}
            onGone={gone}
          />
        </aside>
      )}
      {hasSheet && <ShortcutSheet onClose={() => setSheet(false)} />}
    </div>
  )
}

interface NothingProps {
  view: View
  filters: readonly string[]
  onClear: () => void
}

function Nothing({ view, filters, onClear }: NothingProps) {
  if (filters.length === 0) {
    return (
      <div class="nothing stack-tight">
        <p>{t('inbox.nothing')}</p>
        {view !== 'all' && (
          <p>
            <a href={paths.inboxWith({ view: 'all' })}>{t('inbox.see-all')}</a>
          </p>
        )}
      </div>
    )
  }
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
