import { useEffect, useRef } from 'preact/hooks'
import type { View, ViewCount } from '../../api/types'
import { Icon } from '../../ui/Icon'
import { t } from '../../words'
import { viewName } from '../../words/names'
import { paths } from '../paths'

/** Counts stop here: beyond it the exact number helps nobody. */
const MOST = 1_000

interface Props {
  current: View
  views: readonly View[]
  counts: readonly ViewCount[]
  onChoose: (view: View) => void
  onShortcuts: () => void
}

/** The saved questions of the day with their counts. */
export function ViewList({ current, views, counts, onChoose, onShortcuts }: Props) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    // On a phone the views are one row that scrolls; the open one must be in sight.
    const open = list.current?.querySelector('[aria-current]')
    open?.scrollIntoView?.({ block: 'nearest', inline: 'center' })
  }, [current])
  const countOf = (view: View) => counts.find((each) => each.view === view)?.count ?? null
  return (
    <nav class="views" aria-label={t('inbox.views')}>
      <ul ref={list}>
        {views.map((view) => {
          const count = countOf(view)
          return (
            <li key={view}>
              <a
                href={paths.inboxWith({ view })}
                aria-current={view === current ? 'page' : undefined}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return
                  event.preventDefault()
                  onChoose(view)
                }}
              >
                <span>{viewName(view)}</span>
                {count !== null && (
                  <>
                    <span class="view-count" aria-hidden="true">
                      {count >= MOST ? '999+' : count}
                    </span>
                    <span class="visually-hidden">{t('inbox.count', { n: count })}</span>
                  </>
                )}
              </a>
            </li>
          )
        })}
      </ul>
      <button type="button" class="link-button keys-button" onClick={onShortcuts}>
        <Icon name="keyboard" /> {t('keys.title')}
      </button>
    </nav>
  )
}
