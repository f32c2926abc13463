import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { useEffect, useRef } from 'preact/hooks'
import { ErrorSummary } from '../../ui/ErrorSummary'
import type { FormError } from '../../ui/form-errors'
import { Icon } from '../../ui/Icon'
import { Screen } from '../../ui/Screen'
import { t } from '../../words'
import { timeOfDay } from '../../words/dates'
import { type Step, paths } from '../paths'
import { neighbours, progressOf } from './steps'
import type { DraftInUse } from './use-draft'

/** What every question screen is given. */
export interface StepProps {
  inUse: DraftInUse
  /** Goes on to the next question, or back to the check page when the person came from there. */
  onContinue: () => void
}

interface Props {
  step: Step
  inUse: DraftInUse
  title: string
  hint?: string
  errors?: readonly FormError[]
  /** Called on Continue. Without it the screen has its own buttons. */
  onSubmit?: () => void
  submitLabel?: string
  children: ComponentChildren
}

/** One question: a way back, where we are, the question as heading, its answer, Continue, and that it is kept. */
export function QuestionPage(props: Props) {
  const { step, inUse, title, hint, errors = [], onSubmit, children } = props
  const { draft } = inUse
  const before = (
    <>
      <QuestionTop step={step} inUse={inUse} />
      <ErrorSummary errors={errors} />
    </>
  )
  const submit = (event: Event) => {
    event.preventDefault()
    onSubmit?.()
  }
  return (
    <Screen
      key={step}
      title={title}
      plainTitle={title}
      hasError={errors.length > 0}
      before={before}
    >
      {hint && <p class="lead">{hint}</p>}
      {onSubmit ? (
        <form class="stack" noValidate onSubmit={submit}>
          {children}
          <p>
            <button type="submit" class="button button-primary">
              {props.submitLabel ?? t('intake.continue')}
            </button>
          </p>
        </form>
      ) : (
        children
      )}
      <p class="saved">
        {inUse.isKept ? t('save.ok', { time: timeOfDay(draft.savedAt) }) : t('save.refused')}
      </p>
    </Screen>
  )
}

function QuestionTop({ step, inUse }: Pick<Props, 'step' | 'inUse'>) {
  const { query } = useLocation()
  const { previous } = neighbours(inUse.draft, step)
  const { n, of } = progressOf(inUse.draft, step)
  const isCheck = step === 'check'
  const back = query['from'] === 'check' ? paths.step('check') : backOf(step, previous)
  return (
    <div class="stack-tight">
      <div class="question-top">
        <a class="button button-quiet button-back" href={back}>
          <Icon name="arrow-left" /> {t('app.back')}
        </a>
        {!isCheck && <span>{t('intake.progress', { n, of })}</span>}
      </div>
      <ProgressLine done={isCheck ? 1 : n / (of + 1)} />
    </div>
  )
}

function backOf(step: Step, previous: Step | null): string {
  if (step === 'search') return paths.step('about')
  return previous ? paths.step(previous) : paths.home
}

/** The thread as far as it has come. The words beside it say the same. */
function ProgressLine({ done }: { done: number }) {
  const percent = `${Math.round(done * 100)}%`
  return (
    <svg class="progress" width="100%" height="16" aria-hidden="true" focusable="false">
      <rect x="0" y="6" width="100%" height="4" fill="var(--border)" />
      <rect x="0" y="6" width={percent} height="4" fill="var(--thread)" />
      <circle class="progress-knot" cx={done >= 1 ? 'calc(100% - 8px)' : percent} cy="8" r="6" />
    </svg>
  )
}

/** Moves the focus to a part that has just appeared. */
export function useFocusOn<E extends HTMLElement>(isOn: boolean) {
  const part = useRef<E>(null)
  useEffect(() => {
    if (isOn) part.current?.focus()
  }, [isOn])
  return part
}
