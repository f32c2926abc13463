import { useState } from 'preact/hooks'
import { api, newIdempotencyKey, take } from '../../api/client'
import { useAction } from '../../api/use-action'
import { announce } from '../../ui/announcer'
import { Checkboxes, TextArea } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { t } from '../../words'
import type { ActionProps } from './CaseActions'

/** Ends the case at the person's wish. It cannot be undone, so it is confirmed first. */
export function WithdrawForm({ item, caseKey, onChanged }: ActionProps) {
  const [reason, setReason] = useState('')
  const [confirmed, setConfirmed] = useState<'sure'[]>([])
  const [key] = useState(newIdempotencyKey)
  const [error, setError] = useState<string | null>(null)
  const withdraw = useAction(() =>
    take(
      api.POST('/api/v1/cases/{number}/withdraw', {
        params: {
          path: { number: item.number },
          header: { 'Case-Key': caseKey, 'Idempotency-Key': key },
        },
        body: { reason: reason.trim() === '' ? null : reason.trim() },
      }),
    ),
  )
  const submit = async (event: Event) => {
    event.preventDefault()
    setError(confirmed.length === 0 ? t('withdraw.confirm-err') : null)
    if (confirmed.length === 0) return
    const changed = await withdraw.run()
    if (!changed) return
    onChanged(changed)
    announce(t('withdraw.sent'))
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <p>{t('withdraw.lead')}</p>
      <TextArea
        id="withdraw"
        label={t('withdraw.reason')}
        isOptional
        isShort
        error={withdraw.refusal?.field('/reason') ?? null}
        value={reason}
        onInput={setReason}
      />
      <Checkboxes
        id="withdraw-sure"
        label={t('withdraw.confirm-title')}
        error={error}
        values={confirmed}
        options={[{ value: 'sure', label: t('withdraw.confirm') }]}
        onChange={setConfirmed}
      />
      {withdraw.refusal && withdraw.refusal.fields.length === 0 && (
        <Problem refusal={withdraw.refusal} />
      )}
      <p>
        <SubmitButton isBusy={withdraw.isBusy}>{t('withdraw.send')}</SubmitButton>
      </p>
    </form>
  )
}
