import type { Receipt } from '../../api/types'
import { Icon } from '../../ui/Icon'
import { Screen } from '../../ui/Screen'
import { t } from '../../words'
import { longDate } from '../../words/dates'
import { paths } from '../paths'

/** What to say to the person: the number and the key in groups, and until when they will hear. */
export function ReceiptToRead({ receipt, onNext }: { receipt: Receipt; onNext: () => void }) {
  return (
    <div class="narrow stack">
      <Screen title={t('register.done')} plainTitle={t('register.done')}>
        <p>{t('register.read-aloud')}</p>
        <dl class="read-aloud">
          <div>
            <dt>{t('register.number')}</dt>
            <dd class="code">{receipt.number.replaceAll('-', ' ')}</dd>
          </div>
          <div>
            <dt>{t('register.key')}</dt>
            <dd class="code">{receipt.key.replaceAll('-', ' ')}</dd>
          </div>
          <div>
            <dt>{t('register.until')}</dt>
            <dd>{receipt.due_on ? longDate(receipt.due_on) : t('term.none')}</dd>
          </div>
        </dl>
        <p class="notice notice-warn">
          <Icon name="lock-key" /> <span>{t('register.key-once')}</span>
        </p>
        <p class="row no-print">
          <button type="button" class="button button-primary" onClick={onNext}>
            {t('register.next')}
          </button>
          <button type="button" class="button" onClick={() => globalThis.print()}>
            <Icon name="printer" /> {t('app.print')}
          </button>
          <a class="button" href={paths.case(receipt.number)}>
            {t('register.open')}
          </a>
        </p>
      </Screen>
    </div>
  )
}
