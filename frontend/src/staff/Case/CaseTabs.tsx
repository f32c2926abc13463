import { useRef, useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { ClockExplained, StaffCase } from '../../api/types'
import { useLoad } from '../../api/use-load'
import { ClockExplanation } from '../../thread/ClockExplanation'
import { Thread } from '../../thread/Thread'
import { Moment, ZoneNote } from '../../thread/zone'
import { Problem } from '../../ui/Problem'
import { Waiting } from '../../ui/Waiting'
import { language, t, tryText } from '../../words'
import { longDate } from '../../words/dates'
import { eventName, outcomeName } from '../../words/names'

const TABS = ['thread', 'responses', 'history', 'clocks'] as const
type Tab = (typeof TABS)[number]

/** The thread, the answers, the full history and the clocks of a case, one at a time. */
export function CaseTabs({ item }: { item: StaffCase }) {
  const [tab, setTab] = useState<Tab>('thread')
  const move = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length] ?? 'thread'
    setTab(next)
    document.getElementById(`tab-${next}`)?.focus()
  }
  return (
    <section class="stack">
      <div class="tabs" role="tablist" aria-label={t('case.tabs')}>
        {TABS.map((each) => (
          <button
            type="button"
            key={each}
            id={`tab-${each}`}
            role="tab"
            aria-selected={each === tab}
            aria-controls="tab-panel"
            tabIndex={each === tab ? 0 : -1}
            onClick={() => setTab(each)}
            onKeyDown={move}
          >
            {t(`case.tab-${each}`)}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0} class="stack">
        <Panel tab={tab} item={item} />
      </div>
    </section>
  )
}

function Panel({ tab, item }: { tab: Tab; item: StaffCase }) {
  switch (tab) {
    case 'thread':
      return <ThreadAndNotes item={item} />
    case 'responses':
      return <Responses item={item} />
    case 'history':
      return <History item={item} />
    case 'clocks':
      return <Clocks item={item} />
  }
}

/** Internal notes have another edge, another ground and the words for it: nobody should take them for an answer. */
function ThreadAndNotes({ item }: { item: StaffCase }) {
  return (
    <>
      {item.notes.length > 0 && (
        <ul class="stack-tight">
          {item.notes.map((note) => (
            <li class="internal-note" key={note.id}>
              <p class="small strong">
                {t('case.internal-note')} · {note.author} · <Moment at={note.at} />
              </p>
              <p class="pre">{note.text}</p>
            </li>
          ))}
        </ul>
      )}
      <ZoneNote />
      <Thread items={item.thread} audience="staff" />
    </>
  )
}

function Responses({ item }: { item: StaffCase }) {
  if (item.responses.length === 0) return <p class="mute">{t('case.no-responses')}</p>
  return (
    <ol class="stack">
      {item.responses.map((response) => (
        <li class="response stack-tight" key={response.id}>
          <p class="row">
            <span class="badge">{tryText(`response.${response.status}`) ?? response.status}</span>
            <span class="strong">{outcomeName(response.outcome)}</span>
            <span class="small mute">
              {response.drafted_by} · <Moment at={response.drafted_at} />
            </span>
          </p>
          <p class="said">{response.text}</p>
          <Reasons item={item} response={response} />
          {response.measures.length > 0 && (
            <ul class="measures">
              {response.measures.map((measure, index) => (
                <li key={index}>{measure.text}</li>
              ))}
            </ul>
          )}
          {response.comment && (
            <p class="internal-note">
              {response.reviewed_by && <span class="strong">{response.reviewed_by}: </span>}
              {response.comment}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Why, to which point what, and why late: what a reviewer compares with what the person raised. */
function Reasons({
  item,
  response,
}: {
  item: StaffCase
  response: StaffCase['responses'][number]
}) {
  const ground = item.refusal_grounds.find(({ code }) => code === response.ground)
  const said = response.points
  // What was answered stands with the point as it was; what nobody answered stands as it is now.
  const open = item.points.filter(({ n }) => !said.some((each) => each.n === n))
  const all = said.length + open.length
  return (
    <>
      {response.ground && (
        <p>
          <span class="strong">{t('draft.ground')}: </span>
          {ground ? `${ground.title} (${ground.source})` : response.ground}
        </p>
      )}
      {response.basis && (
        <p class="pre">
          <span class="strong">{t('draft.basis')}: </span>
          {response.basis}
        </p>
      )}
      {all > 0 && (
        <>
          <p class="small soft">{t('draft.points-answered', { n: said.length, all })}</p>
          <ol class="points">
            {said.map(({ n, point, text }) => (
              <li key={n} value={n}>
                {point}
                <span class="line-two pre">{text}</span>
              </li>
            ))}
            {open.map(({ n, text }) => (
              <li key={n} value={n}>
                {text}
                <span class="field-error">{t('draft.point-open')}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {response.late_reason && (
        <p class="pre">
          <span class="strong">{t('draft.late')}: </span>
          {response.late_reason}
        </p>
      )}
    </>
  )
}

function History({ item }: { item: StaffCase }) {
  const { number } = item
  const history = useLoad(`history ${number} ${item.version}`, () =>
    take(
      api.GET('/api/v1/staff/cases/{number}/history', {
        params: { path: { number }, query: { limit: 100 } },
      }),
    ),
  )
  if (history.refusal) return <Problem refusal={history.refusal} onRetry={history.reload} />
  if (!history.value) return <Waiting isSlow={history.isSlow} />
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={t('case.tab-history')}>
      <table class="table small">
        <caption class="visually-hidden">{t('case.tab-history')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('history.when')}</th>
            <th scope="col">{t('history.what')}</th>
            <th scope="col">{t('history.who')}</th>
          </tr>
        </thead>
        <tbody>
          {history.value.items.map((entry) => (
            <tr key={entry.seq}>
              <td>
                <Moment at={entry.at} />
              </td>
              <td>
                {eventName(entry.event, null, 'staff')}
                {entry.from !== entry.to && (
                  <span class="line-two">{tryText(`state.${entry.to}`) ?? entry.to}</span>
                )}
                {entry.reason && <span class="line-two">{entry.reason}</span>}
              </td>
              <td>
                {entry.actor.name ?? tryText(`actor.${entry.actor.kind}`) ?? entry.actor.kind}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Clocks({ item }: { item: StaffCase }) {
  const { number } = item
  const clocks = useLoad(`clocks ${number} ${item.version} ${language()}`, () =>
    take(api.GET('/api/v1/staff/cases/{number}/clocks', { params: { path: { number } } })),
  )
  if (clocks.refusal) return <Problem refusal={clocks.refusal} onRetry={clocks.reload} />
  if (!clocks.value) return <Waiting isSlow={clocks.isSlow} />
  const found = clocks.value.clocks
  if (found.length === 0) return <ClockExplanation clocks={found} />
  return (
    <div class="stack">
      <ZoneNote />
      {found.map((clock, index) => (
        <OneClock key={index} clock={clock} isOpen={clock.name === 'main' && index === 0} />
      ))}
    </div>
  )
}

/** How a clock stands at a glance; every day of its count behind it. */
function OneClock({ clock, isOpen }: { clock: ClockExplained; isOpen: boolean }) {
  const startsOpen = useRef(isOpen)
  const name = tryText(`clock.${clock.name}`) ?? clock.name
  return (
    <details class="panel" open={startsOpen.current}>
      <summary>
        <span class="strong">
          {clock.cycle > 1 ? `${name}, ${t('clock.cycle', { n: clock.cycle })}` : name}
        </span>{' '}
        <span class={`badge clock-${clock.state}`}>
          {tryText(`clock.${clock.state}`) ?? clock.state}
        </span>{' '}
        {longDate(clock.due_on)} <span class="small soft">{t('clock.why')}</span>
      </summary>
      <ClockExplanation clocks={[clock]} />
    </details>
  )
}
