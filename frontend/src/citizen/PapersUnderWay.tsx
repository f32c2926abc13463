import { Icon } from '../ui/Icon'
import { t } from '../words'
import type { Sending } from './use-papers'

/** The photos and papers that still have to go, and what to do when one does not. */
export function PapersUnderWay({ sending }: { sending: Sending }) {
  if (sending.waiting === 0) return null
  if (sending.refusal === null) {
    return (
      <p class="notice no-print" role="status">
        <Icon name="paperclip" /> <span>{t('papers.sending', { n: sending.waiting })}</span>
      </p>
    )
  }
  return (
    <div class="notice notice-warn no-print" role="alert">
      <Icon name="warning" />
      <div>
        <p>{t('file.failed', { name: sending.failed ?? '' })}</p>
        {sending.refusal.kind === 'refused' && <p>{sending.refusal.message}</p>}
        <p>
          <button type="button" class="button" onClick={sending.retry}>
            {t('app.retry')}
          </button>
        </p>
      </div>
    </div>
  )
}
