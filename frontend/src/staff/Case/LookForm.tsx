import { useState } from 'preact/hooks'
import type { Refusal } from '../../api/problems'
import { TextField } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { t } from '../../words'

/** Bounds of the reason of a look, in characters, as the contract says. */
const SHORTEST = 5
const LONGEST = 300

/** What is wrong with a reason, or null. */
function reasonError(reason: string): string | null {
  const { length } = [...reason.trim()]
  if (length < SHORTEST) return t('problem.too-short', { n: SHORTEST })
  return length > LONGEST ? t('problem.too-long', { n: LONGEST }) : null
}

interface Props {
  refusal: Refusal | null
  isBusy: boolean
  onLook: (reason: string) => void
  onCancel: () => void
}

/** Asks why contact data is needed, and says beforehand who will know about the look. */
export function LookForm({ refusal, isBusy, onLook, onCancel }: Props) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const refused = refusal?.field('/reason') ?? null
  const submit = (event: Event) => {
    event.preventDefault()
    const found = reasonError(reason)
    setError(found)
    if (found === null) onLook(reason.trim())
  }
  return (
    <form class="stack look no-print" noValidate onSubmit={submit}>
      <TextField
        id="look-reason"
        label={t('look.reason')}
        hint={t('look.hint')}
        autoComplete="off"
        isSpellChecked
        error={error ?? refused}
        value={reason}
        onInput={setReason}
      />
      {refusal && refused === null && <Problem refusal={refusal} />}
      <div class="row">
        <SubmitButton isBusy={isBusy}>{t('look.submit')}</SubmitButton>
        <button type="button" class="button" onClick={onCancel}>
          {t('app.cancel')}
        </button>
      </div>
    </form>
  )
}
