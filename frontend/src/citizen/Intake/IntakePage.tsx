import { useLocation } from 'preact-iso'
import { useEffect } from 'preact/hooks'
import { NotFoundPage } from '../NotFoundPage'
import { type Step, isStep, paths } from '../paths'
import { AboutStep } from './AboutStep'
import { BodyStep } from './BodyStep'
import { CheckStep } from './CheckStep'
import { KindStep } from './KindStep'
import { PapersStep } from './PapersStep'
import type { StepProps } from './QuestionPage'
import { QuestionsStep } from './QuestionsStep'
import { SearchStep } from './SearchStep'
import { StoryStep } from './StoryStep'
import { WhereStep } from './WhereStep'
import { YouStep } from './YouStep'
import { allowedStep, isAnswered, neighbours, stepsOf } from './steps'
import { useDraft } from './use-draft'

/** The guided intake: finds the question that the address asks for, and never one that is too early. */
export default function IntakePage({ step: wanted }: { step: string }) {
  const inUse = useDraft()
  const { route, query } = useLocation()
  const { draft } = inUse
  const step = isStep(wanted) ? allowedStep(draft, wanted) : null

  useEffect(() => {
    if (step !== null && step !== wanted) route(paths.step(step), true)
  }, [step, wanted, route])

  if (step === null) return <NotFoundPage />
  const onContinue = () => {
    route(paths.step(nextOf(inUse.latest(), step, query['from'] === 'check')))
  }
  return <CurrentStep step={step} inUse={inUse} onContinue={onContinue} />
}

/** After a change from the check page: back there, unless the change opened a new question. */
function nextOf(draft: StepProps['inUse']['draft'], step: Step, isFromCheck: boolean): Step {
  if (isFromCheck) return stepsOf(draft).find((each) => !isAnswered(draft, each)) ?? 'check'
  return neighbours(draft, step).next ?? 'check'
}

function CurrentStep({ step, ...props }: StepProps & { step: Step }) {
  switch (step) {
    case 'story':
      return <StoryStep {...props} />
    case 'about':
      return <AboutStep {...props} />
    case 'search':
      return <SearchStep {...props} />
    case 'body':
      return <BodyStep {...props} />
    case 'kind':
      return <KindStep {...props} />
    case 'where':
      return <WhereStep {...props} />
    case 'questions':
      return <QuestionsStep {...props} />
    case 'papers':
      return <PapersStep {...props} />
    case 'you':
      return <YouStep {...props} />
    case 'check':
      return <CheckStep {...props} />
  }
}
