import { api } from '../../api/client'
import { t } from '../../words'
import type { ActionProps } from './CaseActions'
import { SayForm } from './SayForm'

/** Answers what is missing. Photos and papers go with the rest of the case. */
export default function CorrectForm(props: ActionProps) {
  return (
    <SayForm
      {...props}
      id="correct"
      label={t('correct.label')}
      hint={t('correct.hint')}
      least={1}
      most={5_000}
      send={t('correct.send')}
      sent={t('correct.sent')}
      act={(aim, text) => api.POST('/api/v1/cases/{number}/correction', { ...aim, body: { text } })}
    />
  )
}
