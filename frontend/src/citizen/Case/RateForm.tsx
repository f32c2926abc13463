import { useState } from 'preact/hooks'
import { api, newIdempotencyKey, take } from '../../api/client'
import type { Rating, Reason, Solved } from '../../api/types'
import { useAction } from '../../api/use-action'
import { announce } from '../../ui/announcer'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { Checkboxes, Radios, TextArea } from '../../ui/fields'
import { type FormError, errorOf, errorsOf } from '../../ui/form-errors'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { t } from '../../words'
import type { ActionProps } from './CaseActions'
import { Faces } from './Faces'

const GOOD: readonly Reason[] = ['clear_answer', 'kind_attention', 'quick']
const BAD: readonly Reason[] = [
  'late',
  'unclear_answer',
  'not_solved',
  'unkind_attention',
  'hard_to_use',
]

/** The most reasons the contract accepts. */
const MOST_REASONS = 3

/** The reasons that can explain a number of stars; in the middle, all of them. */
function reasonsFor(stars: number): readonly Reason[] {
  if (stars === 3) return [...BAD, ...GOOD]
  return stars > 3 ? GOOD : BAD
}

/** Whether it is solved, how it went, and why: one minute of the person's time. */
export function RateForm({ item, caseKey, onChanged }: ActionProps) {
  const [solved, setSolved] = useState<Solved | null>(null)
  const [stars, setStars] = useState<number | null>(null)
  const [reasons, setReasons] = useState<Reason[]>([])
  const [comment, setComment] = useState('')
  const [errors, setErrors] = useState<FormError[]>([])
  const [key] = useState(newIdempotencyKey)
  const rate = useAction((answer: { solved: Solved; stars: number }) =>
    take(
      api.POST('/api/v1/cases/{number}/rating', {
        params: {
          path: { number: item.number },
          header: { 'Case-Key': caseKey, 'Idempotency-Key': key },
        },
        body: { ...answer, reasons, comment: comment.trim() === '' ? null : comment.trim() },
      }),
    ),
  )
  // Reasons that are no longer on the screen must not be sent.
  const chooseStars = (next: number) => {
    setStars(next)
    setReasons(reasons.filter((reason) => reasonsFor(next).includes(reason)))
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    const found: FormError[] = []
    if (!solved) found.push({ field: 'solved', message: t('rate.solved-err') })
    if (stars === null) found.push({ field: 'stars', message: t('rate.stars-err') })
    if (reasons.length > MOST_REASONS)
      found.push({ field: 'reasons', message: t('rate.reasons-err') })
    setErrors(found)
    if (!solved || stars === null || found.length > 0) return
    const changed = await rate.run({ solved, stars })
    if (!changed) return
    onChanged(changed)
    announce(t('rate.thanks'))
  }
  const shown = [...errors, ...errorsOf(rate.refusal, { '/comment': 'comment' }, 'stars')]
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={shown} />
      <Radios
        id="solved"
        label={t('rate.solved')}
        error={errorOf(shown, 'solved')}
        value={solved}
        options={[
          { value: 'yes', label: t('solved.yes') },
          { value: 'partly', label: t('solved.partly') },
          { value: 'no', label: t('solved.no') },
        ]}
        onChange={setSolved}
      />
      <Faces value={stars} error={errorOf(shown, 'stars')} onChange={chooseStars} />
      {stars !== null && (
        <Checkboxes
          id="reasons"
          label={t('rate.reasons')}
          hint={t('rate.reasons-hint')}
          error={errorOf(shown, 'reasons')}
          values={reasons}
          options={reasonsFor(stars).map((reason) => ({
            value: reason,
            label: t(`reason.${reason}`),
          }))}
          onChange={setReasons}
        />
      )}
      <TextArea
        id="comment"
        label={t('rate.comment')}
        isOptional
        isShort
        value={comment}
        onInput={setComment}
      />
      {rate.refusal && rate.refusal.fields.length === 0 && <Problem refusal={rate.refusal} />}
      <p>
        <SubmitButton isBusy={rate.isBusy}>{t('rate.send')}</SubmitButton>
      </p>
    </form>
  )
}

/** What the person said about the attention. */
export function RatingGiven({ rating }: { rating: Rating }) {
  return (
    <section class="section">
      <h2>{t('rate.given')}</h2>
      <p>
        {t('rating.stars', { n: rating.stars })} ·{' '}
        {t('rating.solved', { answer: t(`solved.${rating.solved}`) })}
      </p>
      {rating.comment && <p class="said">{rating.comment}</p>}
    </section>
  )
}
