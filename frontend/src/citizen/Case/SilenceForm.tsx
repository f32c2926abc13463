import { api } from '../../api/client'
import { t } from '../../words'
import type { ActionProps } from './CaseActions'
import { SayForm } from './SayForm'

/** Says that the date has passed without an answer. */
export default function SilenceForm(props: ActionProps) {
  return (
    <SayForm
      {...props}
      id="silence"
      label={t('silence.label')}
      least={0}
      most={2_000}
      send={t('silence.send')}
      sent={t('silence.sent')}
      act={(aim, text) =>
        api.POST('/api/v1/cases/{number}/silence', {
          ...aim,
          body: { ...(text !== '' && { text }) },
        })
      }
    />
  )
}
