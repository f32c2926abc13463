import { useLocation } from 'preact-iso'
import type { Me } from '../../api/types'
import { Icon } from '../../ui/Icon'
import { t } from '../../words'
import { paths } from '../paths'
import { CasePane } from './CasePane'

/** One case on its own page. */
export function CasePage({ number, me }: { number: string; me: Me }) {
  const { route } = useLocation()
  return (
    <div class="case-page">
      <p class="no-print">
        <a class="button button-quiet button-back" href={paths.inbox}>
          <Icon name="arrow-left" /> {t('staff.inbox')}
        </a>
      </p>
      <CasePane
        number={number}
        me={me}
        headingLevel={1}
        isFollowed={me.may.includes('followQueue')}
        onChanged={() => undefined}
        onGone={() => route(paths.inbox)}
      />
    </div>
  )
}
