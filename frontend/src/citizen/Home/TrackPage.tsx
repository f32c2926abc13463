import { Screen } from '../../ui/Screen'
import { t } from '../../words'
import { FindCaseForm } from './FindCaseForm'

/** Looks up a case. */
export default function TrackPage() {
  return (
    <Screen title={t('home.track')} plainTitle={t('home.track')}>
      <p class="lead">{t('track.lead')}</p>
      <FindCaseForm />
      <p class="soft">{t('track.lost')}</p>
    </Screen>
  )
}
