import type { Measure, Response } from '../api/types'
import { t } from '../words'
import { longDate } from '../words/dates'
import { outcomeName } from '../words/names'
import { Moment } from './zone'

/** The answer of the public body, set in the face we use for what is said. */
export function Answer({ response }: { response: Response }) {
  return (
    <div class="answer stack">
      <p>
        <span class="badge">{outcomeName(response.outcome)}</span>
      </p>
      <div class="said">{response.text}</div>
      {response.points.length > 0 && (
        <ol class="answered">
          {response.points.map(({ n, point, text }) => (
            <li key={n} value={n}>
              <span class="strong">{point}</span>
              <span class="said pre">{text}</span>
            </li>
          ))}
        </ol>
      )}
      {response.ground && (
        <p>
          {response.ground.title}
          <span class="choice-note">{response.ground.source}</span>
        </p>
      )}
      {response.basis && (
        <div>
          <p class="strong">{t('answer.basis')}</p>
          <p class="pre">{response.basis}</p>
        </div>
      )}
      {response.measures.length > 0 && (
        <ul class="measures">
          {response.measures.map((measure, index) => (
            <li key={index}>
              {measure.text}
              <Details measure={measure} />
            </li>
          ))}
        </ul>
      )}
      {response.late_reason && (
        <div>
          <p class="strong">{t('answer.late')}</p>
          <p class="pre">{response.late_reason}</p>
        </div>
      )}
      <p class="small mute">
        {response.unit && <span>{response.unit} · </span>}
        <Moment at={response.signed_at} />
      </p>
    </div>
  )
}

/** Who will do it and until when, each on its own line. */
function Details({ measure: { owner, due_on: dueOn } }: { measure: Measure }) {
  return (
    <>
      {owner && <span class="choice-note">{t('measure.owner', { owner })}</span>}
      {dueOn && <span class="choice-note">{t('measure.due', { date: longDate(dueOn) })}</span>}
    </>
  )
}
