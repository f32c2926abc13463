import type { Answer, Question } from '../api/types'
import { Checkboxes, Radios, TextField } from '../ui/fields'
import { t } from '../words'

/** The id of the field of a question, for summaries that lead to it. */
export const answerField = (question: Question) => `answer-${question.id}`

/** Whether an answer says anything. */
export function hasAnswer(answer: Answer | undefined): boolean {
  if (answer === undefined || answer === '') return false
  return !Array.isArray(answer) || answer.length > 0
}

/** What to say when a required question has no answer. */
export function missing(question: Question): string {
  const isChosen =
    question.type === 'choice' || question.type === 'several' || question.type === 'yes_no'
  return `${question.label} ${isChosen ? t('problem.choose') : t('problem.required')}`
}

interface FieldProps {
  question: Question
  error: string | null
  answer: Answer | undefined
  onAnswer: (answer: Answer) => void
}

/** A question of a service with the native field that suits it. */
export function QuestionField({ question, error, answer, onAnswer }: FieldProps) {
  const same = { id: answerField(question), label: question.label, hint: question.help, error }
  const text = typeof answer === 'string' || typeof answer === 'number' ? String(answer) : ''
  const isOptional = !question.is_required
  switch (question.type) {
    case 'text':
      return <TextField {...same} isOptional={isOptional} value={text} onInput={onAnswer} />
    case 'date':
      return (
        <TextField {...same} isOptional={isOptional} type="date" value={text} onInput={onAnswer} />
      )
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
      return (
        <Radios
          {...same}
          value={text === '' ? null : text}
          options={question.options ?? []}
          onChange={onAnswer}
        />
      )
    case 'several':
      return (
        <Checkboxes
          {...same}
          values={Array.isArray(answer) ? answer : []}
          options={question.options ?? []}
          onChange={onAnswer}
        />
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
  return plain !== '' && Number.isFinite(Number(plain)) && !plain.endsWith('.')
    ? Number(plain)
    : typed
}
