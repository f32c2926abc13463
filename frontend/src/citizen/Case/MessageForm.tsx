import { useState } from 'preact/hooks'
import { api, newIdempotencyKey, take } from '../../api/client'
import { useAction } from '../../api/use-action'
import { announce } from '../../ui/announcer'
import { TextArea } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { t } from '../../words'
import type { ActionProps } from './CaseActions'

/** Adds something to the case. It does not change the date. */
export function MessageForm({ item, caseKey, onChanged }: ActionProps) {
  const [text, setText] = useState('')
  const [key, setKey] = useState(newIdempotencyKey)
  const [error, setError] = useState<string | null>(null)
  const send = useAction(() =>
    take(
      api.POST('/api/v1/cases/{number}/messages', {
        params: {
          path: { number: item.number },
          header: { 'Case-Key': caseKey, 'Idempotency-Key': key },
        },
        body: { text: text.trim() },
      }),
    ),
  )
  const submit = async (event: Event) => {
    event.preventDefault()
    setError(text.trim() === '' ? t('problem.required') : null)
    if (text.trim() === '') return
    const changed = await send.run()
    if (!changed) return
    onChanged(changed)
    setText('')
    setKey(newIdempotencyKey())
    announce(t('message.sent'))
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <TextArea
        id="message"
        label={t('message.label')}
        hint={t('message.hint')}
        isShort
        error={error ?? send.refusal?.field('/text') ?? null}
        value={text}
        onInput={setText}
      />
      {send.refusal && send.refusal.fields.length === 0 && <Problem refusal={send.refusal} />}
      <p>
        <SubmitButton isBusy={send.isBusy}>{t('message.send')}</SubmitButton>
      </p>
    </form>
  )
}
