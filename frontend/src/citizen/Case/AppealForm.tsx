import { api } from '../../api/client'
import { t } from '../../words'
import type { ActionProps } from './CaseActions'
import { SayForm } from './SayForm'

/** Asks the next instance to look at the answer. */
export default function AppealForm(props: ActionProps) {
  return (
    <SayForm
      {...props}
      id="appeal"
      label={t('appeal.label')}
      hint={t('appeal.hint')}
      least={10}
      most={5_000}
      send={t('appeal.send')}
      sent={t('appeal.sent')}
      act={(aim, reason) => api.POST('/api/v1/cases/{number}/appeal', { ...aim, body: { reason } })}
    />
  )
}
