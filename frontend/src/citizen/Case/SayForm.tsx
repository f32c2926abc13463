import { useState } from 'preact/hooks'
import { newIdempotencyKey, take } from '../../api/client'
import type { Case } from '../../api/types'
import { useAction } from '../../api/use-action'
import { announce } from '../../ui/announcer'
import { TextArea } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { t } from '../../words'
import type { ActionProps } from './CaseActions'

/** Where a text goes: the case, with the key of the person and the key of this attempt. */
export interface Aim {
  params: {
    path: { number: string }
    header: { 'Case-Key': string; 'Idempotency-Key': string }
  }
}

interface Props extends ActionProps {
  id: string
  label: string
  hint?: string
  /** Shortest text, in characters; 0 where it may be left out. */
  least: number
  most: number
  send: string
  /** What is said once it arrived. */
  sent: string
  act: (aim: Aim, text: string) => Promise<{ data?: Case; error?: unknown; response: Response }>
}

/** One text of the person that moves the case on. Sent again after a lost connection it counts once. */
export function SayForm(props: Props) {
  const { item, caseKey, id, least, most } = props
  const [text, setText] = useState('')
  const [key] = useState(newIdempotencyKey)
  const [error, setError] = useState<string | null>(null)
  const sending = useAction(() =>
    take<Case>(
      props.act(
        {
          params: {
            path: { number: item.number },
            header: { 'Case-Key': caseKey, 'Idempotency-Key': key },
          },
        },
        text.trim(),
      ),
    ),
  )
  const submit = async (event: Event) => {
    event.preventDefault()
    const found = problemOf(text.trim(), least, most)
    setError(found)
    if (found) return
    const changed = await sending.run()
    if (!changed) return
    announce(props.sent)
    props.onChanged(changed)
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <TextArea
        id={id}
        label={props.label}
        hint={props.hint}
        isShort
        isOptional={least === 0}
        limit={most}
        error={error ?? sending.refusal?.fields[0]?.message ?? null}
        value={text}
        onInput={setText}
      />
      {sending.refusal && sending.refusal.fields.length === 0 && (
        <Problem refusal={sending.refusal} />
      )}
      <p>
        <SubmitButton isBusy={sending.isBusy}>{props.send}</SubmitButton>
      </p>
    </form>
  )
}

function problemOf(text: string, least: number, most: number): string | null {
  const { length } = [...text]
  if (length === 0 && least > 0) return t('problem.required')
  if (length < least) return t('problem.too-short', { n: least })
  return length > most ? t('problem.too-long', { n: most }) : null
}
