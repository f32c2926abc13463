import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { AnswerWaits, Case } from '../../api/types'
import { useLoad } from '../../api/use-load'
import { ClockExplanation } from '../../thread/ClockExplanation'
import { attentionOf, daysInWords, isAnswered } from '../../thread/deadline'
import { useMoment } from '../../thread/zone'
import { Dialog } from '../../ui/Dialog'
import { Problem } from '../../ui/Problem'
import { Waiting } from '../../ui/Waiting'
import { language, t } from '../../words'
import { longDate, shortDay } from '../../words/dates'
import { outcomeName, stateSentence } from '../../words/names'
import { WentOn, goesOnIn, isGrouped } from './Elsewhere'
import { SilenceDenounced } from './IfNot'

/** The four questions of a person who waits: what is happening, by when, who has it, what can I do. */
export function NowCard({ item, caseKey }: { item: Case; caseKey: string }) {
  const [isOpen, setOpen] = useState(false)
  const told = useMoment()
  const goesOn = goesOnIn(item)
  const attention = attentionOf(item.due)
  const look =
    attention === 'late'
      ? ' now-late'
      : attention === 'stopped' && goesOn === null
        ? ' now-stopped'
        : ''
  return (
    <section class={`now${look}`} aria-label={t('case.now')}>
      <dl>
        <div>
          <dt>{t('case.now')}</dt>
          <dd class="now-sentence">
            {stateSentence(item)}
            {isGrouped(item) && item.due?.is_stopped !== true && (
              <span class="choice-note">{t('elsewhere.grouped')}</span>
            )}
          </dd>
        </div>
        <WentOn item={item} caseKey={caseKey} />
        {item.outcome && (
          <div>
            <dt>{t('case.outcome')}</dt>
            <dd>{outcomeName(item.outcome)}</dd>
          </div>
        )}
        {goesOn === null && (
          <div>
            <dt>{item.due?.is_stopped ? t('case.term') : t('case.by')}</dt>
            <dd>
              <DueInWords item={item} />
              {item.due && (
                <button type="button" class="link-button no-print" onClick={() => setOpen(true)}>
                  {t('case.why-date')}
                </button>
              )}
            </dd>
          </div>
        )}
        {item.waiting && <AnswerWaiting waits={item.waiting} />}
        {item.silence && <SilenceDenounced silence={item.silence} />}
        {item.waiting_since && shortDay(item.waiting_since) !== shortDay(item.filed_at) && (
          <div>
            <dt>{t('elsewhere.waiting-since')}</dt>
            <dd>{told(item.waiting_since)}</dd>
          </div>
        )}
        {item.holder && goesOn === null && (
          <div>
            <dt>{t('case.who')}</dt>
            <dd>
              {item.holder.unit ? `${item.holder.unit}, ${item.holder.entity}` : item.holder.entity}
              <span class="choice-note">{t('case.since', { date: told(item.holder.since) })}</span>
            </dd>
          </div>
        )}
      </dl>
      {isOpen && <WhyThisDate item={item} caseKey={caseKey} onClose={() => setOpen(false)} />}
    </section>
  )
}

/** The answer is ready and on paper: where it is, and until when. */
function AnswerWaiting({ waits }: { waits: AnswerWaits }) {
  const isAtDesk = waits.way === 'desk'
  return (
    <div>
      <dt>{isAtDesk ? t('waits.desk') : t('waits.address')}</dt>
      <dd>
        {waits.office?.name}
        {waits.office?.address && <span class="choice-note">{waits.office.address}</span>}
        {waits.until_on && (
          <span class="choice-note">{t('waits.until', { date: longDate(waits.until_on) })}</span>
        )}
        <span class="choice-note">{isAtDesk ? t('waits.bring') : t('waits.at-home')}</span>
      </dd>
    </div>
  )
}

function DueInWords({ item: { due, state, waiting } }: { item: Case }) {
  if (!due) return <span>{t('term.none')}</span>
  if (due.is_stopped && waiting) return <span>{t('case.signed')}</span>
  if (due.is_stopped) return <span>{isAnswered(state) ? t('case.answered') : t('case.ended')}</span>
  if (due.is_paused) return <span>{t('case.paused')}</span>
  return (
    <span>
      {longDate(due.on)}
      <span class="choice-note">
        {due.days_left === 0 && !due.is_late
          ? t('due.today')
          : daysInWords(due.days_left, due.unit)}
      </span>
    </span>
  )
}

interface WhyProps {
  item: Case
  caseKey: string
  onClose: () => void
}

function WhyThisDate({ item, caseKey, onClose }: WhyProps) {
  const { number } = item
  const clocks = useLoad(`clocks ${number} ${item.version} ${language()}`, () =>
    take(
      api.GET('/api/v1/cases/{number}/clocks', {
        params: { path: { number }, header: { 'Case-Key': caseKey } },
      }),
    ),
  )
  return (
    <Dialog id="why-date" title={t('clock.title')} onClose={onClose}>
      {clocks.refusal && <Problem refusal={clocks.refusal} onRetry={clocks.reload} />}
      {clocks.isLoading && !clocks.value && <Waiting isSlow={clocks.isSlow} />}
      {clocks.value && <ClockExplanation clocks={clocks.value.clocks} />}
    </Dialog>
  )
}
