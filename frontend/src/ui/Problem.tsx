import type { Refusal } from '../api/problems'
import { t } from '../words'
import { Icon } from './Icon'

interface Told {
  title: string
  detail: string | null
}

function told(refusal: Refusal): Told {
  switch (refusal.kind) {
    case 'offline':
      return { title: t('problem.offline'), detail: t('problem.offline-detail') }
    case 'slow':
      return { title: t('problem.slow'), detail: t('problem.slow-detail') }
    case 'broken':
      return { title: t('problem.broken'), detail: t('problem.broken-detail') }
    case 'refused':
      return { title: refusal.message, detail: refusal.detail }
  }
}

/** What failed, what was kept, what to do, and the reference to quote. */
export function Problem({ refusal, onRetry }: { refusal: Refusal; onRetry?: () => void }) {
  const { title, detail } = told(refusal)
  return (
    <div class="notice notice-bad" role="alert">
      <Icon name={refusal.kind === 'offline' ? 'wifi-slash' : 'warning-circle'} />
      <div>
        <p class="strong">{title}</p>
        {detail && <p>{detail}</p>}
        {refusal.retryAfter !== null && <p>{t('problem.wait', { n: refusal.retryAfter })}</p>}
        {refusal.reference && (
          <p class="small">{t('problem.reference', { reference: refusal.reference })}</p>
        )}
        {onRetry && refusal.canRetry && (
          <p>
            <button type="button" class="button" onClick={onRetry}>
              {t('app.retry')}
            </button>
          </p>
        )}
      </div>
    </div>
  )
}
