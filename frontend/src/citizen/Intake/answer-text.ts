/** An answer to a question of the service, in words. */
import type { Answer, Question } from '../../api/types'
import { t } from '../../words'
import { longDate } from '../../words/dates'

/** The answer as the person chose it: labels, not codes. */
export function answerText(question: Question, answer: Answer | undefined): string {
  if (answer === undefined || answer === '') return ''
  if (typeof answer === 'boolean') return answer ? t('app.yes') : t('app.no')
  const label = (value: string) =>
    question.options?.find((option) => option.value === value)?.label ?? value
  if (Array.isArray(answer)) return answer.map(label).join(', ')
  return question.type === 'date' ? longDate(String(answer)) : label(String(answer))
}
