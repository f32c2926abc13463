import { useState } from 'preact/hooks'
import { api, newIdempotencyKey, take } from '../../api/client'
import { useAction } from '../../api/use-action'
import { announce } from '../../ui/announcer'
import { TextArea } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { t } from '../../words'
import type { ActionProps } from './CaseActions'

/** Bounds of the reason, in characters, as the contract says. */
const SHORTEST = 10
const LONGEST = 2_000

/** "I am not satisfied": the case is opened again and somebody else looks at it. */
export function DisputeForm({ item, caseKey, onChanged }: ActionProps) {
  const [reason, setReason] = useState('')
  const [key] = useState(newIdempotencyKey)
  const [error, setError] = useState<string | null>(null)
  const dispute = useAction(() =>
    take(
      api.POST('/api/v1/cases/{number}/dispute', {
        params: {
          path: { number: item.number },
          header: { 'Case-Key': caseKey, 'Idempotency-Key': key },
        },
        body: { reason: reason.trim() },
      }),
    ),
  )
  const submit = async (event: Event) => {
    event.preventDefault()
    const length = [...reason.trim()].length
    const found =
      length < SHORTEST
        ? t('problem.too-short', { n: SHORTEST })
        : length > LONGEST
          ? t('problem.too-long', { n: LONGEST })
          : null
    setError(found)
    if (found) return
    const changed = await dispute.run()
    if (!changed) return
    onChanged(changed)
    announce(t('dispute.sent'))
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <TextArea
        id="dispute"
        label={t('dispute.label')}
        hint={t('dispute.hint')}
        isShort
        limit={LONGEST}
        error={error ?? dispute.refusal?.field('/reason') ?? null}
        value={reason}
        onInput={setReason}
      />
      {dispute.refusal && dispute.refusal.fields.length === 0 && (
        <Problem refusal={dispute.refusal} />
      )}
      <p>
        <SubmitButton isBusy={dispute.isBusy}>{t('dispute.send')}</SubmitButton>
      </p>
    </form>
  )
}
