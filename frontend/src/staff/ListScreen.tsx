import type { ComponentChildren } from 'preact'
import { Problem } from '../ui/Problem'
import { Screen } from '../ui/Screen'
import { Waiting } from '../ui/Waiting'
import { t } from '../words'
import type { Pages } from './use-pages'

interface Props<T> {
  title: string
  lead?: string
  pages: Pages<T>
  /** What is said when there is nothing. */
  nothing: string
  /** Above the list: a search, a choice, a form. */
  before?: ComponentChildren
  children: (item: T) => ComponentChildren
}

/** A page that is a list: heading, what it is for, its items, more of them, or that there is nothing. */
export function ListScreen<T>({ title, lead, pages, nothing, before, children }: Props<T>) {
  const { first, items } = pages
  return (
    <div class="list-page stack">
      <Screen title={title} plainTitle={title}>
        {lead && <p class="soft">{lead}</p>}
        {before}
        {first.refusal && <Problem refusal={first.refusal} onRetry={first.reload} />}
        {!first.value && !first.refusal && <Waiting isSlow={first.isSlow} size="long" />}
        {first.value && items.length === 0 && <p class="nothing">{nothing}</p>}
        {items.length > 0 && <ul class="stack">{items.map(children)}</ul>}
        {pages.hasMore && (
          <p>
            <button
              type="button"
              class="button"
              aria-busy={pages.isLoadingMore}
              onClick={pages.more}
            >
              {t('app.more')}
            </button>
          </p>
        )}
      </Screen>
    </div>
  )
}
