import { api, finish, ifMatch } from '../../api/client'
import type { Consultation, StaffCase } from '../../api/types'
import { useAction } from '../../api/use-action'
import { Moment } from '../../thread/zone'
import { announce } from '../../ui/announcer'
import { Problem } from '../../ui/Problem'
import { t } from '../../words'
import { longDate } from '../../words/dates'
import { Panel } from './Panels'

interface Props {
  item: StaffCase
  /** A question was taken back: the case is another one now. */
  onChanged: () => void
}

/** The questions put to others about this case, and what they said. The person sees only that somebody was asked. */
export function CaseConsultations({ item, onChanged }: Props) {
  const asked = item.consultations
  if (asked.length === 0) return null
  const open = asked.filter(isOpen).length
  return (
    <Panel id="consultations" title={t('consult.panel')}>
      {open > 0 && <p class="small soft">{t('consult.open', { n: open })}</p>}
      <ul class="stack-tight">
        {asked.map((each) => (
          <One key={each.id} asked={each} version={item.version} onChanged={onChanged} />
        ))}
      </ul>
    </Panel>
  )
}

export const isOpen = (asked: Consultation) => !asked.answered_at && !asked.cancelled_at

/** Whom a question was put to. */
export function askedOf({ unit, outside, kind }: Consultation): string {
  return outside?.name ?? unit?.name ?? t(`consult.kind-${kind}`)
}

interface OneProps {
  asked: Consultation
  /** Version of the case on the screen. */
  version: number
  onChanged: () => void
}

function One({ asked, version, onChanged }: OneProps) {
  const cancel = useAction(async () => {
    await finish(
      api.POST('/api/v1/staff/consultations/{id}/cancel', {
        params: { path: { id: asked.id }, header: { 'If-Match': ifMatch(version) } },
        body: {},
      }),
    )
    announce(t('consult.cancelled'))
    onChanged()
  })
  return (
    <li class="response stack-tight">
      <p class="row">
        <ConsultationMark asked={asked} />
        <span class="strong">{askedOf(asked)}</span>
        <span class="small mute">
          {asked.asked_by} · <Moment at={asked.asked_at} />
        </span>
      </p>
      <p class="pre">{asked.question}</p>
      {asked.answer && (
        <p class="thread-text thread-body">
          {asked.answered_by && <span class="strong">{asked.answered_by}: </span>}
          {asked.answer}
        </p>
      )}
      {cancel.refusal && <Problem refusal={cancel.refusal} />}
      {asked.actions.includes('cancelConsultation') && (
        <p class="no-print">
          <button type="button" class="link-button" onClick={() => void cancel.run()}>
            {t('consult.cancel')}
          </button>
        </p>
      )}
    </li>
  )
}

/** How a question stands, in words; late ones with colour. */
export function ConsultationMark({ asked }: { asked: Consultation }) {
  if (asked.cancelled_at) return <span class="badge">{t('consult.state-cancelled')}</span>
  if (asked.answered_at) return <span class="badge">{t('consult.state-answered')}</span>
  const date = asked.due_on ? longDate(asked.due_on) : null
  if (asked.is_late)
    return (
      <span class="badge mark-urgent">
        {date ? t('consult.state-late', { date }) : t('consult.state-open')}
      </span>
    )
  return (
    <span class="badge">{date ? t('consult.state-until', { date }) : t('consult.state-open')}</span>
  )
}
