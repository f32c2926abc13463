import type { ClockExplained } from '../api/types'
import { t, tryText } from '../words'
import { longDate, moment, monthAndYear, shortDate, weekday } from '../words/dates'
import { termLength } from '../words/names'

/** Every day of a clock: which ones count, which do not and why. What a person reads an auditor can check. */
export function ClockExplanation({ clocks }: { clocks: readonly ClockExplained[] }) {
  if (clocks.length === 0) return <p>{t('clock.none')}</p>
  return (
    <div class="stack-wide">
      {clocks.map((clock) => (
        <OneClock key={`${clock.name}-${clock.cycle}`} clock={clock} hasName={clocks.length > 1} />
      ))}
    </div>
  )
}

function OneClock({ clock, hasName }: { clock: ClockExplained; hasName: boolean }) {
  const name = tryText(`clock.${clock.name}`) ?? clock.name
  return (
    <section class="stack">
      {hasName && (
        <h3>
          {name}, {t('clock.cycle', { n: clock.cycle })}
        </h3>
      )}
      <p>
        {t('clock.lead', {
          term: termLength(clock.length, clock.unit),
          from: longDate(clock.counted_from),
          due: longDate(clock.due_on),
        })}
      </p>
      {clock.extended_by > 0 && <p>{t('clock.extended', { n: clock.extended_by })}</p>}
      <Days clock={clock} />
      {clock.events.length > 0 && <Events clock={clock} />}
      <p class="small soft">{t('clock.source', { source: clock.source })}</p>
      <p class="small soft">{t('clock.zone', { zone: clock.zone })}</p>
    </section>
  )
}

function Days({ clock }: { clock: ClockExplained }) {
  const months = new Map<string, typeof clock.days>()
  for (const day of clock.days) {
    const month = day.on.slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), day])
  }
  return (
    <div class="stack">
      {[...months].map(([month, days]) => (
        <table class="table clock-days" key={month}>
          <caption>{monthAndYear(`${month}-15`)}</caption>
          <thead>
            <tr>
              <th scope="col">{t('clock.day')}</th>
              <th scope="col">{t('clock.count')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.on} class={day.counts ? 'day-counts' : 'day-skipped'}>
                <th scope="row">
                  <time dateTime={day.on}>
                    {weekday(day.on)} {shortDate(day.on)}
                  </time>
                </th>
                <td>
                  {dayInWords(day)}
                  {day.source && <span class="choice-note">{day.source}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

type Day = ClockExplained['days'][number]

/** A day that counts may also have a reason: the end of a term that was moved to it. */
function dayInWords(day: Day): string {
  if (!day.counts) return skipped(day)
  const count = t('clock.counts', { n: day.n ?? 0 })
  const reason = day.reason == null ? null : tryText(`clock.reason.${day.reason}`)
  return reason === null ? count : `${count} (${reason})`
}

function skipped({ reason, why }: Day): string {
  const known = reason == null ? null : tryText(`clock.reason.${reason}`)
  if (known !== null && why != null) return t('clock.skipped-named', { reason: known, why })
  const only = known ?? why
  return only == null ? t('clock.skipped-plain') : t('clock.skipped', { why: only })
}

function Events({ clock }: { clock: ClockExplained }) {
  return (
    <div class="stack-tight">
      <h3>{t('clock.events')}</h3>
      <ul class="stack-tight">
        {clock.events.map((event) => (
          <li key={event.at + event.what}>
            <span class="strong">{tryText(`clock.event.${event.what}`) ?? event.what}</span>{' '}
            <time dateTime={event.at}>{moment(event.at, clock.zone)}</time>
            {event.reason && <span>. {event.reason}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
