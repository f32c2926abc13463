import type { ComponentChildren } from 'preact'
import type { CaseLink, Delivery, StaffCase } from '../../api/types'
import { Moment } from '../../thread/zone'
import { t, tryText } from '../../words'
import { longDate } from '../../words/dates'
import { eventName, stateName } from '../../words/names'
import { paths } from '../paths'
import { CaseConsultations } from './CaseConsultations'

/** What else there is about a case: shown only where there is something. */
export function Panels({ item, onReload }: { item: StaffCase; onReload: () => void }) {
  return (
    <>
      <PointsPanel item={item} />
      <CorrectionPanel item={item} />
      <CaseConsultations item={item} onChanged={onReload} />
      <TransferPanel item={item} />
      <LinksPanel item={item} />
      <DeliveriesPanel item={item} />
    </>
  )
}

interface PanelProps {
  id: string
  title: string
  children: ComponentChildren
}

/** One subject with its heading. */
export function Panel({ id, title, children }: PanelProps) {
  return (
    <section class="panel stack-tight" aria-labelledby={`panel-${id}`}>
      <h3 id={`panel-${id}`}>{title}</h3>
      {children}
    </section>
  )
}

function CorrectionPanel({ item: { correction } }: { item: StaffCase }) {
  if (!correction) return null
  return (
    <Panel id="correction" title={t('correction.panel')}>
      <p class="small soft">
        {t('correction.asked')} <Moment at={correction.asked_at} />
        {' · '}
        {correctionState(correction)}
      </p>
      <ol class="points">
        {correction.defects.map((defect) => (
          <li key={defect}>{defect}</li>
        ))}
      </ol>
      {correction.answer && <p class="thread-text thread-person">{correction.answer}</p>}
    </Panel>
  )
}

function correctionState(correction: NonNullable<StaffCase['correction']>): string {
  if (correction.answered_at) return t('correction.answered')
  if (correction.lapsed_at) return t('correction.lapsed')
  return t('correction.until', { date: longDate(correction.until_on) })
}

function TransferPanel({ item: { transfer } }: { item: StaffCase }) {
  if (!transfer) return null
  return (
    <Panel id="transfer" title={t('transfer.panel')}>
      <p>
        <span class="badge">{tryText(`transfer.state-${transfer.state}`) ?? transfer.state}</span>{' '}
        {transfer.to.name}
      </p>
      <p class="small soft">
        {t('transfer.offered')} <Moment at={transfer.offered_at} />
        {transfer.state === 'offered' && (
          <>
            {' · '}
            {t('transfer.until')} <Moment at={transfer.answer_until} />
          </>
        )}
      </p>
      <p>{transfer.reason}</p>
      {transfer.answer_reason && (
        <p class="thread-text thread-body">
          <span class="strong">{transfer.to.name}: </span>
          {transfer.answer_reason}
        </p>
      )}
      {transfer.receiver_number && (
        <p>
          {t('transfer.number-there')} <span class="code">{transfer.receiver_number}</span>
        </p>
      )}
    </Panel>
  )
}

function PointsPanel({ item }: { item: StaffCase }) {
  const points = item.points
  if (points.length === 0) return null
  return (
    <Panel id="points" title={t('points.panel')}>
      <ol class="points" lang={item.language}>
        {points.map(({ n, text }) => (
          <li key={n} value={n}>
            {text}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function LinksPanel({ item }: { item: StaffCase }) {
  const links = item.links
  if (links.length === 0) return null
  return (
    <Panel id="links" title={t('links.panel')}>
      <ul class="stack-tight">
        {links.map((link) => (
          <li key={link.kind + link.number}>
            {tryText(`link.${link.kind}`) ?? t('link.other')} <Other link={link} />
            {link.state && <span class="badge">{stateName(link.state)}</span>}
            {link.entity && <span class="line-two">{link.entity}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** A case of another body cannot be opened here. */
function Other({ link: { number, entity } }: { link: CaseLink }) {
  if (entity) return <span class="code">{number}</span>
  return (
    <a class="code" href={paths.case(number)}>
      {number}
    </a>
  )
}

function DeliveriesPanel({ item }: { item: StaffCase }) {
  const deliveries = item.deliveries
  if (deliveries.length === 0) return null
  return (
    <Panel id="deliveries" title={t('delivery.panel')}>
      <ul class="stack-tight">
        {deliveries.map((delivery, index) => (
          <li key={index}>
            <span class="badge">
              {tryText(`delivery.state-${delivery.state}`) ?? delivery.state}
            </span>{' '}
            {tryText(`delivery.way-${delivery.way}`) ?? delivery.way}
            {delivery.event && ` · ${eventName(delivery.event, null)}`}
            <span class="line-two">
              <Moment at={delivery.sent_at ?? delivery.at} />
              {proofOf(delivery)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function proofOf({ proof }: Delivery): string {
  const by = proof?.received_by ? t('delivery.received-by', { name: proof.received_by }) : ''
  const parts = [by, proof?.on ? longDate(proof.on) : '', proof?.note ?? ''].filter(Boolean)
  return parts.length === 0 ? '' : ` · ${parts.join(' · ')}`
}
