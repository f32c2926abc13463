import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Consultation } from '../../api/types'
import { useAction } from '../../api/use-action'
import { announce } from '../../ui/announcer'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { Checkboxes, TextArea, TextField } from '../../ui/fields'
import { type FormError, errorOf, errorsOf } from '../../ui/form-errors'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { t } from '../../words'
import { useTyped } from '../Case/typed'

/** Bounds of an answer, in characters, as the contract says. */
const SHORTEST = 10
const LONGEST = 10_000

interface Props {
  asked: Consultation
  onAnswered: () => void
  onClose: () => void
}

/** Answers a question of a colleague. A legal opinion can be kept so that others find it. */
export function AnswerForm({ asked, onAnswered, onClose }: Props) {
  const id = `answer-${asked.id}`
  const [text, setText, forget] = useTyped(asked.id, 'answer')
  const [kept, setKept] = useState<'yes'[]>([])
  const [topic, setTopic] = useState(asked.topic ?? '')
  const [errors, setErrors] = useState<FormError[]>([])
  const isKept = kept.length > 0
  const sending = useAction(() =>
    take(
      api.POST('/api/v1/staff/consultations/{id}/answer', {
        params: { path: { id: asked.id } },
        body: {
          text: text.trim(),
          ...(isKept && { is_precedent: true, topic: topic.trim() }),
        },
      }),
    ),
  )
  const submit = async (event: Event) => {
    event.preventDefault()
    const { length } = [...text.trim()]
    const found: FormError[] = []
    if (length < SHORTEST)
      found.push({ field: id, message: t('problem.too-short', { n: SHORTEST }) })
    if (length > LONGEST) found.push({ field: id, message: t('problem.too-long', { n: LONGEST }) })
    if (isKept && topic.trim() === '')
      found.push({ field: `${id}-topic`, message: t('consultations.topic-err') })
    setErrors(found)
    if (found.length > 0 || !(await sending.run())) return
    forget()
    announce(t('consultations.sent'))
    onAnswered()
  }
  const shown = [
    ...errors,
    ...errorsOf(sending.refusal, { '/text': id, '/topic': `${id}-topic` }, id),
  ]
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={shown} />
      <TextArea
        id={id}
        label={t('consultations.text')}
        hint={t('consultations.text-hint')}
        isShort
        limit={LONGEST}
        error={errorOf(shown, id)}
        value={text}
        onInput={setText}
      />
      {asked.kind === 'legal' && (
        <Checkboxes
          id={`${id}-kept`}
          label={t('precedents.title')}
          isLabelHidden
          values={kept}
          options={[
            { value: 'yes', label: t('consultations.keep'), note: t('consultations.keep-note') },
          ]}
          onChange={setKept}
        />
      )}
      {isKept && (
        <TextField
          id={`${id}-topic`}
          label={t('consult.topic')}
          hint={t('consult.topic-hint')}
          maxLength={120}
          isSpellChecked
          error={errorOf(shown, `${id}-topic`)}
          value={topic}
          onInput={setTopic}
        />
      )}
      {sending.refusal && sending.refusal.fields.length === 0 && (
        <Problem refusal={sending.refusal} />
      )}
      <div class="row">
        <SubmitButton isBusy={sending.isBusy}>{t('consultations.send')}</SubmitButton>
        <button type="button" class="button" onClick={onClose}>
          {t('app.cancel')}
        </button>
      </div>
    </form>
  )
}
