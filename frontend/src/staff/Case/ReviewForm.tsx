import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { Radios, TextArea } from '../../ui/fields'
import { t } from '../../words'
import { outcomeName } from '../../words/names'
import { CommandForm } from './CommandForm'
import { useTyped } from './typed'
import { type CommandProps, useCommand } from './use-command'

type Verdict = 'approve' | 'send_back'

/** Approves the answer or sends it back with what is missing. */
export function ReviewForm(props: CommandProps) {
  const { item, onReload } = props
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [comment, setComment, forget] = useTyped(item.number, 'review')
  const [errors, setErrors] = useState<{ verdict?: string; comment?: string }>({})
  const review = useCommand(props, (target, body: { verdict: Verdict; comment: string | null }) =>
    api.POST('/api/v1/staff/cases/{number}/review', { ...target, body }),
  )
  const response = item.responses.findLast((each) => each.status === 'in_review')
  const submit = async () => {
    const needsComment = verdict === 'send_back' && comment.trim() === ''
    setErrors({
      ...(verdict === null && { verdict: t('problem.choose') }),
      ...(needsComment && { comment: t('review.comment-err') }),
    })
    if (verdict === null || needsComment) return
    if (await review.run({ verdict, comment: comment.trim() === '' ? null : comment.trim() }))
      forget()
  }
  return (
    <CommandForm
      submit={t('review.submit')}
      {...review}
      onSubmit={() => void submit()}
      onReload={onReload}
    >
      {response && (
        <blockquote class="said">
          <p class="small strong">
            {outcomeName(response.outcome)} · {response.drafted_by}
          </p>
          {response.text}
        </blockquote>
      )}
      <Radios
        id="verdict"
        label={t('review.verdict')}
        error={errors.verdict ?? review.refusal?.field('/verdict') ?? null}
        value={verdict}
        options={[
          { value: 'approve', label: t('review.approve') },
          { value: 'send_back', label: t('review.send-back') },
        ]}
        onChange={setVerdict}
      />
      <TextArea
        id="review-comment"
        label={t('review.comment')}
        isOptional={verdict !== 'send_back'}
        isShort
        error={errors.comment ?? review.refusal?.field('/comment') ?? null}
        value={comment}
        onInput={setComment}
      />
    </CommandForm>
  )
}
