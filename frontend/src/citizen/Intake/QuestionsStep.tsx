import { useState } from 'preact/hooks'
import { QuestionField, answerField, hasAnswer, missing } from '../../thread/QuestionField'
import { type FormError, errorOf } from '../../ui/form-errors'
import { t } from '../../words'
import { QuestionPage, type StepProps } from './QuestionPage'

/** What the service itself needs to know. */
export function QuestionsStep({ inUse, onContinue }: StepProps) {
  const { draft, change } = inUse
  const [errors, setErrors] = useState<FormError[]>([])
  const questions = draft.service?.questions ?? []
  const submit = () => {
    const found = questions
      .filter((question) => question.is_required && !hasAnswer(draft.answers[question.id]))
      .map((question) => ({ field: answerField(question), message: missing(question) }))
    setErrors(found)
    if (found.length === 0) onContinue()
  }
  return (
    <QuestionPage
      step="questions"
      inUse={inUse}
      title={t('q5.title')}
      errors={errors}
      onSubmit={submit}
    >
      {questions.map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          error={errorOf(errors, answerField(question))}
          answer={draft.answers[question.id]}
          onAnswer={(answer) => change({ answers: { ...draft.answers, [question.id]: answer } })}
        />
      ))}
    </QuestionPage>
  )
}
