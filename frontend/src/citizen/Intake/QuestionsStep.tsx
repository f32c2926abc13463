import { useState } from 'preact/hooks'
import type { Answer, Question } from '../../api/types'
import { Checkboxes, Radios, TextField } from '../../ui/fields'
import { type FormError, errorOf } from '../../ui/form-errors'
import { t } from '../../words'
import { QuestionPage, type StepProps } from './QuestionPage'
import { has } from './steps'

const fieldOf = (question: Question) => `answer-${question.id}`

/** What the service itself needs to know. */
export function QuestionsStep({ inUse, onContinue }: StepProps) {
  const { draft, change } = inUse
  const [errors, setErrors] = useState<FormError[]>([])
  const questions = draft.service?.questions ?? []
  const submit = () => {
    const found = questions
      .filter((question) => question.is_required && !has(draft.answers[question.id]))
      .map((question) => ({ field: fieldOf(question), message: missing(question) }))
    setErrors(found)
    if (found.length === 0) onContinue()
  }
  return (
    <QuestionPage step="questions" inUse={inUse} title={t('q5.title')} errors={errors} onSubmit={submit}>
      {questions.map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          error={errorOf(errors, fieldOf(question))}
          answer={draft.answers[question.id]}
          onAnswer={(answer) => change({ answers: { ...draft.answers, [question.id]: answer } })}
        />
      ))}
    </QuestionPage>
  )
}

function missing(question: Question): string {
  const isChosen = question.type === 'choice' || question.type === 'several' || question.type === 'yes_no'
  return `${question.label} ${isChosen ? t('problem.choose') : t('problem.required')}`
}

interface FieldProps {
  question: Question
  error: string | null
  answer: Answer | undefined
  onAnswer: (answer: Answer) => void
}

function QuestionField({ question, error, answer, onAnswer }: FieldProps) {
  const same = { id: fieldOf(question), label: question.label, hint: question.help, error }
  const text = typeof answer === 'string' || typeof answer === 'number' ? String(answer) : ''
  const isOptional = !question.is_required
  switch (question.type) {
    case 'text':
      return <TextField {...same} isOptional={isOptional} value={text} onInput={onAnswer} />
    case 'date':
      return <TextField {...same} isOptional={isOptional} type="date" value={text} onInput={onAnswer} />
    case 'number':
      return (
        <TextField
          {...same}
          isOptional={isOptional}
          inputMode="decimal"
          value={text}
          onInput={(typed) => onAnswer(numberOf(typed))}
        />
      )
    case 'choice':
      return <Radios {...same} value={text === '' ? null : text} options={question.options} onChange={onAnswer} />
    case 'several':
      return (
        <Checkboxes {...same} values={Array.isArray(answer) ? answer : []} options={question.options} onChange={onAnswer} />
      )
    case 'yes_no':
      return (
        <Radios
          {...same}
          value={typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : null}
          options={[
            { value: 'yes', label: t('app.yes') },
            { value: 'no', label: t('app.no') },
          ]}
          onChange={(value) => onAnswer(value === 'yes')}
        />
      )
  }
}

/** What was typed stays as it is until it is a number; the server says so when it is none. */
function numberOf(typed: string): Answer {
  const plain = typed.trim().replace(',', '.')
  return plain !== '' && Number.isFinite(Number(plain)) && !plain.endsWith('.') ? Number(plain) : typed
}
