import { Icon } from '../../ui/Icon'
import { t } from '../../words'
import { paths } from '../paths'
import { CasePane } from './CasePane'

/** One case on its own page. */
export function CasePage({ number }: { number: string }) {
  return (
    <div class="case-page">
      <p class="no-print">
        <a class="button button-quiet" href={paths.inbox}>
          <Icon name="arrow-left" /> {t('staff.inbox')}
        </a>
      </p>
      <CasePane number={number} headingLevel={1} onChanged={() => undefined} />
    </div>
  )
}
