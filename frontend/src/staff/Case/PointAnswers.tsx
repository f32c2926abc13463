import type { StaffCase } from '../../api/types'
import { TextArea } from '../../ui/fields'
import { type FormError, errorOf } from '../../ui/form-errors'
import { t } from '../../words'
import { type Draft, answered } from './draft'

interface Props {
  item: StaffCase
  draft: Draft
  errors: readonly FormError[]
  onAnswer: (n: number, text: string) => void
}

/** Each point that the person raised with a field for what is said to it, and how many are answered so far. */
export function PointAnswers({ item, draft, errors, onAnswer }: Props) {
  const points = item.points
  if (points.length === 0) return null
  return (
    <fieldset class="part stack" id="draft-points">
      <legend class="label">{t('draft.points')}</legend>
      <p class="hint" role="status">
        {t('draft.points-answered', { n: answered(item, draft), all: points.length })}
      </p>
      {points.map(({ n, text }) => (
        <TextArea
          key={n}
          id={`draft-point-${n}`}
          label={
            <>
              {n}. <span class="said">{text}</span>
            </>
          }
          isShort
          limit={5_000}
          error={errorOf(errors, `draft-point-${n}`)}
          value={draft.points[n] ?? ''}
          onInput={(said) => onAnswer(n, said)}
        />
      ))}
    </fieldset>
  )
}
