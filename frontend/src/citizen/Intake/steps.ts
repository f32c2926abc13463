/** Which questions a person is asked, in which order. The fewer the better: four when a service is known. */
import type { Draft } from './draft'
import { hasAnswer } from '../../thread/QuestionField'
import type { Step } from '../paths'

/** The questions for this draft, in order. Recomputed after every answer. */
export function stepsOf(draft: Draft): Step[] {
  const { service, entity } = draft
  const steps: Step[] = ['story', 'about']
  if (!service) steps.push('body', 'kind')
  if (asksWhere(draft)) steps.push('where')
  if (service && service.questions.length > 0) steps.push('questions')
  steps.push('papers', 'you', 'check')
  return entity || service ? steps : steps.filter((step) => step !== 'where')
}

/** An address is never asked when none is needed. */
export function asksWhere({ service, entity }: Draft): boolean {
  return service ? service.place !== 'none' : entity !== null
}

/** Whether a question has what it needs. Optional ones always do. */
export function isAnswered(draft: Draft, step: Step): boolean {
  switch (step) {
    case 'story':
      return draft.story.trim() !== ''
    case 'about':
    case 'search':
      return true
    case 'body':
      return draft.entity !== null
    case 'kind':
      return draft.kind !== null
    case 'where':
      return draft.service?.place !== 'required' || draft.placeText.trim() !== ''
    case 'questions':
      return (draft.service?.questions ?? []).every(
        ({ id, is_required }) => !is_required || hasAnswer(draft.answers[id]),
      )
    case 'papers':
      return true
    case 'you':
      return draft.filer.identity !== null
    case 'check':
      return false
  }
}

/** Where the person may be: the step they ask for, unless an earlier one is still open. */
export function allowedStep(draft: Draft, wanted: Step): Step {
  if (wanted === 'search') return isAnswered(draft, 'story') ? 'search' : 'story'
  const steps = stepsOf(draft)
  const end = steps.indexOf(wanted)
  const before = end < 0 ? steps : steps.slice(0, end)
  const open = before.find((step) => !isAnswered(draft, step))
  return open ?? (end < 0 ? 'check' : wanted)
}

/** The step after one, and the one before it; null at the ends. */
export function neighbours(draft: Draft, step: Step): { previous: Step | null; next: Step | null } {
  const steps = stepsOf(draft)
  const at = steps.indexOf(step === 'search' ? 'about' : step)
  return { previous: steps[at - 1] ?? null, next: steps[at + 1] ?? null }
}

/** "Question 3 of 7". The page for checking is not a question, and a search is part of its question. */
export function progressOf(draft: Draft, step: Step): { n: number; of: number } {
  const questions: Step[] = stepsOf(draft).filter((each) => each !== 'check')
  const at = questions.indexOf(step === 'search' ? 'about' : step)
  return { n: at < 0 ? questions.length : at + 1, of: questions.length }
}
