import { useState } from 'preact/hooks'
import { api, finish, take } from '../../api/client'
import type { OutsideQuestion } from '../../api/types'
import { useAction } from '../../api/use-action'
import { useLoad } from '../../api/use-load'
import { TextArea } from '../../ui/fields'
import { Icon } from '../../ui/Icon'
import { Problem } from '../../ui/Problem'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../ui/SubmitButton'
import { Waiting } from '../../ui/Waiting'
import { t } from '../../words'
import { longDate } from '../../words/dates'

/** Bounds of an answer, in characters, as the contract says. */
const SHORTEST = 10
const LONGEST = 10_000

/** Reads the one-time token and takes it out of the address, so that no history or screenshot keeps it. */
function takeToken(): string | null {
  const token = decodeURIComponent(globalThis.location.hash.slice(1))
  if (token === '') return null
  globalThis.history.replaceState(null, '', globalThis.location.pathname)
  return token
}

/** Somebody outside answers one question about a case, without an account and without seeing the case. */
export default function OutsidePage() {
  const [token] = useState(takeToken)
  const [isSent, setSent] = useState(false)
  const question = useLoad(token === null ? null : 'question', () =>
    take(api.GET('/api/v1/questions', { params: { header: { 'Question-Token': token ?? '' } } })),
  )
  const title = t('question.title')
  return (
    <Screen title={title} plainTitle={title}>
      {token === null && <p class="notice notice-warn">{t('question.no-token')}</p>}
      {question.refusal && <Problem refusal={question.refusal} onRetry={question.reload} />}
      {token !== null && !question.value && !question.refusal && (
        <Waiting isSlow={question.isSlow} />
      )}
      {token !== null && question.value && (
        <Asked
          question={question.value}
          token={token}
          isSent={isSent}
          onSent={() => setSent(true)}
        />
      )}
    </Screen>
  )
}

interface AskedProps {
  question: OutsideQuestion
  token: string
  isSent: boolean
  onSent: () => void
}

function Asked({ question, token, isSent, onSent }: AskedProps) {
  return (
    <>
      <p class="lead">{t('question.lead', { entity: question.entity.name })}</p>
      <p class="soft">
        {t('question.number')} <span class="code">{question.number}</span>
      </p>
      <blockquote class="said asked-outside">{question.question}</blockquote>
      {isSent && (
        <p class="notice notice-ok" role="status">
          <Icon name="check-circle" /> <span>{t('question.done')}</span>
        </p>
      )}
      {!isSent && question.is_answered && (
        <p class="notice">
          <Icon name="info" /> <span>{t('question.answered')}</span>
        </p>
      )}
      {!isSent && !question.is_answered && (
        <>
          {question.due_on && <p>{t('question.until', { date: longDate(question.due_on) })}</p>}
          <AnswerForm token={token} onSent={onSent} />
        </>
      )}
    </>
  )
}

function AnswerForm({ token, onSent }: Pick<AskedProps, 'token' | 'onSent'>) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const sending = useAction(async () => {
    await finish(
      api.POST('/api/v1/questions/answer', {
        params: { header: { 'Question-Token': token } },
        body: { text: text.trim() },
      }),
    )
    return true
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    const { length } = [...text.trim()]
    const found =
      length < SHORTEST
        ? t('problem.too-short', { n: SHORTEST })
        : length > LONGEST
          ? t('problem.too-long', { n: LONGEST })
          : null
    setError(found)
    if (found === null && (await sending.run())) onSent()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <TextArea
        id="answer"
        label={t('question.label')}
        hint={t('question.once')}
        limit={LONGEST}
        error={error ?? sending.refusal?.field('/text') ?? null}
        value={text}
        onInput={setText}
      />
      {sending.refusal && sending.refusal.fields.length === 0 && (
        <Problem refusal={sending.refusal} />
      )}
      <p>
        <SubmitButton isBusy={sending.isBusy}>{t('question.send')}</SubmitButton>
      </p>
    </form>
  )
}
