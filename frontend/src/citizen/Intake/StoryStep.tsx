import { useRef, useState } from 'preact/hooks'
import { otherLanguages } from '../../thread/countries'
import { Select, TextArea } from '../../ui/fields'
import { type FormError, errorOf } from '../../ui/form-errors'
import { t } from '../../words'
import { QuestionPage, type StepProps } from './QuestionPage'

/** The longest story, in characters, as the contract says. */
export const STORY_LIMIT = 10_000

/** What is wrong with a story, if anything. */
export function storyErrors(story: string): FormError[] {
  if (story.trim() === '') return [{ field: 'story', message: t('q1.err') }]
  if ([...story].length > STORY_LIMIT)
    return [{ field: 'story', message: t('problem.too-long', { n: STORY_LIMIT }) }]
  return []
}

/** People may write in any language; naming it brings the case to somebody who reads it. */
function WrittenIn({ inUse }: Pick<StepProps, 'inUse'>) {
  const { writtenIn = '' } = inUse.draft
  const isOpen = useRef(writtenIn !== '')
  return (
    <details class="reveal" open={isOpen.current}>
      <summary>{t('q1.other-language')}</summary>
      <div class="reveal-body">
        <Select
          id="written-in"
          label={t('q1.written-in')}
          hint={t('q1.written-in-hint')}
          value={writtenIn}
          options={[{ value: '', label: t('q1.this-language') }, ...otherLanguages()]}
          onChange={(chosen) => inUse.change({ writtenIn: chosen })}
        />
      </div>
    </details>
  )
}

/** What happened, in the person's own words. */
export function StoryStep({ inUse, onContinue }: StepProps) {
  const [errors, setErrors] = useState<FormError[]>([])
  const submit = () => {
    const found = storyErrors(inUse.draft.story)
    setErrors(found)
    if (found.length === 0) onContinue()
  }
  return (
    <QuestionPage
      step="story"
      inUse={inUse}
      title={t('q1.title')}
      errors={errors}
      onSubmit={submit}
    >
      <TextArea
        id="story"
        label={t('q1.label')}
        hint={t('q1.hint')}
        error={errorOf(errors, 'story')}
        value={inUse.draft.story}
        limit={STORY_LIMIT}
        onInput={(story) => inUse.change({ story })}
      />
      <WrittenIn inUse={inUse} />
    </QuestionPage>
  )
}
