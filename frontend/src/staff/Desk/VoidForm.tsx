import { useState } from 'preact/hooks'
import { api, finish } from '../../api/client'
import { useAction } from '../../api/use-action'
import { announce } from '../../ui/announcer'
import { TextField } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { t } from '../../words'

/** Bounds of a reason, in characters, as the contract says. */
const SHORTEST = 3
const LONGEST = 300

interface Props {
  office: string
  sheet: number
  onDone: () => void
}

/** Says why a sheet of the book holds no case: spoilt, empty, lost. */
export function VoidForm({ office, sheet, onDone }: Props) {
  const id = `void-${sheet}`
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const voiding = useAction(async () => {
    await finish(
      api.POST('/api/v1/staff/offices/{office}/sheets/{sheet}/void', {
        params: { path: { office, sheet } },
        body: { reason: reason.trim() },
      }),
    )
    return true
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    const isShort = [...reason.trim()].length < SHORTEST
    setError(isShort ? t('problem.too-short', { n: SHORTEST }) : null)
    if (isShort || !(await voiding.run())) return
    announce(t('case.saved'))
    onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        id={id}
        label={t('book.void-why', { n: sheet })}
        isSpellChecked
        maxLength={LONGEST}
        error={error ?? voiding.refusal?.field('/reason') ?? null}
        value={reason}
        onInput={setReason}
      />
      {voiding.refusal && voiding.refusal.fields.length === 0 && (
        <Problem refusal={voiding.refusal} />
      )}
      <p>
        <SubmitButton isBusy={voiding.isBusy}>{t('book.void')}</SubmitButton>
      </p>
    </form>
  )
}
