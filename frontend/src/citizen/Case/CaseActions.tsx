import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import type { Case } from '../../api/types'
import { t } from '../../words'
import { longDate } from '../../words/dates'
import { PapersUnderWay } from '../PapersUnderWay'
import { useWaitingPapers } from '../use-papers'
import { AddFiles } from './AddFiles'
import { DisputeForm } from './DisputeForm'
import { Appeal, Silence } from './IfNot'
import { MessageForm } from './MessageForm'
import { RateForm } from './RateForm'
import { WithdrawForm } from './WithdrawForm'

/** What every action of a person needs. */
export interface ActionProps {
  item: Case
  caseKey: string
  /** The case as it is after the action. */
  onChanged: (item: Case) => void
}

/** What the person can do now. The server says which; here they only get words and fields. */
export function CaseActions({ onRefresh, ...props }: ActionProps & { onRefresh: () => void }) {
  const { item, caseKey } = props
  const papers = useWaitingPapers(item.number, caseKey, onRefresh)
  const can = (action: string) => item.actions.includes(action)
  const { appeal } = item
  if (item.actions.length === 0 && !appeal) return <PapersUnderWay sending={papers} />
  return (
    <section class="section no-print" aria-labelledby="actions">
      <h2 id="actions">{t('case.do')}</h2>
      <PapersUnderWay sending={papers} />
      <div>
        {can('denounceSilence') && (
          <Reveal title={t('silence.title')} isOpen>
            <Silence {...props} />
          </Reveal>
        )}
        {can('rateCase') && (
          <Reveal title={t('rate.title')} isOpen>
            <RateForm {...props} />
          </Reveal>
        )}
        {can('disputeCase') && (
          <Reveal title={t('dispute.title')}>
            {item.dispute_until && (
              <p>{t('dispute.until', { date: longDate(item.dispute_until) })}</p>
            )}
            <DisputeForm {...props} />
          </Reveal>
        )}
        {appeal && (
          <Reveal title={t('appeal.title')}>
            <Appeal {...props} appeal={appeal} />
          </Reveal>
        )}
        {can('addMessage') && (
          <Reveal title={t('message.title')}>
            <MessageForm {...props} />
          </Reveal>
        )}
        {can('uploadAttachment') && (
          <Reveal title={t('files.title')}>
            <AddFiles count={item.attachments.length + papers.waiting} onAdd={papers.add} />
          </Reveal>
        )}
        {can('withdrawCase') && (
          <Reveal title={t('withdraw.title')}>
            <WithdrawForm {...props} />
          </Reveal>
        )}
      </div>
    </section>
  )
}

interface RevealProps {
  title: string
  isOpen?: boolean
  children: ComponentChildren
}

/** A form that opens in place. Whether it starts open is only decided once. */
function Reveal({ title, isOpen = false, children }: RevealProps) {
  const startsOpen = useRef(isOpen)
  return (
    <details class="reveal" open={startsOpen.current}>
      <summary>{title}</summary>
      <div class="reveal-body">{children}</div>
    </details>
  )
}
