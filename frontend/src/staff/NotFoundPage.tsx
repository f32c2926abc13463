import { Screen } from '../ui/Screen'
import { t } from '../words'
import { paths } from './paths'

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  return (
    <Screen title={t('app.not-found')} plainTitle={t('app.not-found')}>
      <p>{t('app.not-found-detail')}</p>
      <p>
        <a class="button" href={paths.inbox}>
          {t('app.go-home')}
        </a>
      </p>
    </Screen>
  )
}
