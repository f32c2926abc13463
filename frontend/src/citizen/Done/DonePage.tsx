import { useLocation } from 'preact-iso'
import { useEffect } from 'preact/hooks'
import type { Receipt } from '../../api/types'
import { Icon } from '../../ui/Icon'
import { Screen } from '../../ui/Screen'
import { setCountry, t } from '../../words'
import { longDate, moment } from '../../words/dates'
import { kindName, termLength } from '../../words/names'
import { PapersUnderWay } from '../PapersUnderWay'
import { readKey } from '../case-number'
import { paths } from '../paths'
import { receiptOf } from '../receipts'
import { useWaitingPapers } from '../use-papers'
import { CopyButton } from './CopyButton'
import { QrCode } from './QrCode'

/** "We received it": the number, the key shown once, what happens next, and a slip to print. */
export default function DonePage({ number }: { number: string }) {
  const receipt = receiptOf(number)
  const { route } = useLocation()
  useEffect(() => {
    if (!receipt) route(paths.track, true)
  }, [receipt, route])
  return receipt ? <ReceiptScreen receipt={receipt} /> : null
}

function ReceiptScreen({ receipt }: { receipt: Receipt }) {
  const papers = useWaitingPapers(receipt.number, readKey(receipt.key), () => undefined)
  const address = new URL(receipt.track_path, location.origin).href
  useEffect(() => () => setCountry(null), [])
  return (
    <Screen title={t('done.title')} plainTitle={t('done.title')}>
      <p class="lead">{t('done.lead', { entity: receipt.entity.name })}</p>
      <section class="receipt" aria-label={t('done.slip')}>
        <dl>
          <div>
            <dt>{t('done.number')}</dt>
            <dd class="code big">{receipt.number}</dd>
          </div>
          <div>
            <dt>{t('done.key')}</dt>
            <dd class="code big">{receipt.key}</dd>
          </div>
          <div>
            <dt>{t('done.kind')}</dt>
            <dd>
              {kindName(receipt.kind)}, {receipt.entity.name}
            </dd>
          </div>
          <div>
            <dt>{t('done.filed')}</dt>
            <dd>
              <time dateTime={receipt.filed_at}>{moment(receipt.filed_at, receipt.zone)}</time>
            </dd>
          </div>
        </dl>
        <p class="notice notice-warn">
          <Icon name="lock-key" /> <span>{t('done.key-once')}</span>
        </p>
        <div class="row">
          <QrCode text={address} label={t('done.qr')} />
          <p class="soft small print-address">{t('done.qr-hint')}</p>
        </div>
        <div class="row no-print">
          <CopyButton
            text={`${receipt.number}\n${receipt.key}\n${address}`}
            label={t('done.copy')}
          />
          <button type="button" class="button" onClick={() => globalThis.print()}>
            <Icon name="printer" /> {t('app.print')}
          </button>
        </div>
        <p class="print-only">{address}</p>
      </section>
      <PapersUnderWay sending={papers} />
      <WhatHappensNext receipt={receipt} />
      <p class="row no-print">
        <a class="button button-primary" href={paths.case(receipt.number)}>
          {t('done.see')}
        </a>
        <a class="button" href={paths.home}>
          {t('done.another')}
        </a>
      </p>
    </Screen>
  )
}

function WhatHappensNext({ receipt }: { receipt: Receipt }) {
  const { due_on: dueOn, counted_from: countedFrom, term } = receipt
  return (
    <section class="section">
      <h2>{t('done.next')}</h2>
      <ol class="next">
        <li>
          <span class="strong">{t('done.today')}</span>
          <span>{t('done.next-read', { entity: receipt.entity.name })}</span>
        </li>
        {countedFrom && term && (
          <li>
            <span class="strong">{t('done.from', { date: longDate(countedFrom) })}</span>
            <span>
              {t('done.next-count', {
                term: termLength(term.length, term.unit),
                source: term.source,
              })}
            </span>
          </li>
        )}
        {!term && <li class="next-plain">{t('done.next-no-term')}</li>}
        {dueOn && (
          <li>
            <span class="strong">{t('done.until', { date: longDate(dueOn) })}</span>
            <span>{t('done.next-answer')}</span>
          </li>
        )}
      </ol>
    </section>
  )
}
