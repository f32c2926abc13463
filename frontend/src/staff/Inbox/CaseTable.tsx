import { useEffect, useRef } from 'preact/hooks'
import type { CaseRow } from '../../api/types'
import { DeadlineBadge } from '../../thread/DeadlineBadge'
import { t } from '../../words'
import { shortDay } from '../../words/dates'
import { channelName, kindName, priorityName, stateName, subjectOf } from '../../words/names'
import { paths } from '../paths'

interface Props {
  rows: readonly CaseRow[]
  selected: string | null
  /** On wide screens a press shows the case beside the list; otherwise it opens it. */
  hasPane: boolean
  onSelect: (number: string) => void
  onOpen: (number: string) => void
}

/** Cases in two-line rows: the deadline first, because it decides what to do next. */
export function CaseTable({ rows, selected, hasPane, onSelect }: Props) {
  const body = useRef<HTMLTableSectionElement>(null)
  useEffect(() => {
    if (selected === null) return
    const link = body.current?.querySelector<HTMLElement>(`[data-number="${selected}"]`)
    link?.scrollIntoView?.({ block: 'nearest' })
    // A person who writes beside the list is not disturbed.
    if (!document.activeElement?.closest('.pane, input, select')) link?.focus()
  }, [selected])
  return (
    <table class="cases">
      <caption class="visually-hidden">{t('inbox.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('inbox.due')}</th>
          <th scope="col">{t('inbox.subject')}</th>
          <th scope="col">{t('inbox.state')}</th>
          <th scope="col">{t('inbox.assignee')}</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row) => (
          <tr key={row.number} class={row.number === selected ? 'is-selected' : undefined}>
            <td class="cell-due">
              <DeadlineBadge due={row.due} state={row.state} />
            </td>
            <th scope="row">
              <a
                href={paths.case(row.number)}
                data-number={row.number}
                aria-current={row.number === selected ? 'true' : undefined}
                onClick={(event) => {
                  if (!hasPane || event.ctrlKey || event.metaKey || event.shiftKey) return
                  event.preventDefault()
                  onSelect(row.number)
                }}
              >
                {subjectOf(row)}
              </a>
              <Details row={row} />
            </th>
            <td class="cell-state">{stateName(row.state)}</td>
            <td class="cell-who">
              {row.assignee?.name ?? (
                <span class="mute">{row.unit ? t('inbox.nobody') : t('inbox.no-unit')}</span>
              )}
              {row.unit && <span class="line-two">{row.unit.name}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Details({ row }: { row: CaseRow }) {
  return (
    <span class="line-two">
      <Marks row={row} />
      <span class="code">{row.number}</span> · {kindName(row.kind)} · {channelName(row.channel)} ·{' '}
      {shortDay(row.filed_at)}
      {row.district && ` · ${row.district}`}
    </span>
  )
}

/** What makes a case stand out comes first: the end of the line may not fit. */
function Marks({ row }: { row: CaseRow }) {
  return (
    <>
      {row.priority !== 'normal' && (
        <span class="badge mark-urgent">{priorityName(row.priority)}</span>
      )}
      {row.cycle > 1 && <span class="badge">{t('inbox.cycle', { n: row.cycle })}</span>}
      {row.is_imported && <span class="badge">{t('inbox.imported')}</span>}
    </>
  )
}
