import type { Case } from '../../api/types'
import { later } from '../../ui/later'
import { t } from '../../words'
import { longDate } from '../../words/dates'
import type { ActionProps } from './CaseActions'

const SilenceForm = later(() => import('./SilenceForm'))
const AppealForm = later(() => import('./AppealForm'))

/** The date passed: what the law gives the person, and the way to ask for it. */
export function Silence(props: ActionProps) {
  return (
    <>
      <p>{t('silence.lead')}</p>
      <SilenceForm {...props} />
    </>
  )
}

/** What comes of having said so. */
export function SilenceDenounced({ silence }: { silence: NonNullable<Case['silence']> }) {
  return (
    <div>
      <dt>{t('silence.said')}</dt>
      <dd>
        {silence.title}
        <span class="choice-note">{t('silence.until', { date: longDate(silence.until_on) })}</span>
      </dd>
    </div>
  )
}

/** The next instance: who decides, until when, at no cost; asked here, or elsewhere. */
export function Appeal(props: ActionProps & { appeal: NonNullable<Case['appeal']> }) {
  const { item, appeal } = props
  const isHere = item.actions.includes('appealCase')
  return (
    <>
      <p class="strong">{appeal.title}</p>
      {appeal.until_on && <p>{t('appeal.until', { date: longDate(appeal.until_on) })}</p>}
      {appeal.is_outside && <p>{t('appeal.outside')}</p>}
      <p class="small soft">{t('clock.source', { source: appeal.source })}</p>
      {isHere && <AppealForm {...props} />}
    </>
  )
}
