import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import type { Measure, Outcome, StaffCase } from '../../api/types'
import { Radios, TextArea } from '../../ui/fields'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { type FormError, errorOf, errorsOf } from '../../ui/form-errors'
import { t } from '../../words'
import { outcomeName } from '../../words/names'
import { CommandForm } from './CommandForm'
import { Measures } from './Measures'
import { useTyped } from './typed'
import { type CommandProps, useCommand } from './use-command'

interface Body {
  outcome: Outcome
  text: string
  measures: Measure[]
  step: 'save' | 'send_for_review'
}

/** The text to begin with: what was last saved or sent back in this cycle. */
function lastDraft(item: StaffCase) {
  return item.responses.findLast(
    (each) => each.cycle === item.cycle && (each.status === 'draft' || each.status === 'sent_back'),
  )
}

/** Writes the answer: outcome, text, what will be done. Saved for later or sent to be reviewed. */
export function DraftForm(props: CommandProps) {
  const { item, onReload } = props
  const last = lastDraft(item)
  const [outcome, setOutcome] = useState<Outcome | null>(last?.outcome ?? null)
  const [text, setText, forget] = useTyped(item.number, 'draft', last?.text ?? '')
  const [measures, setMeasures] = useState<Measure[]>(last?.measures ?? [])
  const [errors, setErrors] = useState<FormError[]>([])
  const draft = useCommand(props, (target, body: Body) =>
    api.POST('/api/v1/staff/cases/{number}/draft', { ...target, body }),
  )
  const run = async (step: Body['step']) => {
    const found: FormError[] = []
    if (!outcome) found.push({ field: 'draft-outcome', message: t('draft.outcome-err') })
    if (text.trim() === '') found.push({ field: 'draft-text', message: t('draft.text-err') })
    setErrors(found)
    if (!outcome || found.length > 0) return
    const kept = measures.filter((measure) => measure.text.trim() !== '')
    if (await draft.run({ outcome, text: text.trim(), measures: kept, step })) forget()
  }
  const shown = [
    ...errors,
    ...errorsOf(
      draft.refusal,
      { '/outcome': 'draft-outcome', '/text': 'draft-text', '/measures': 'measures' },
      'draft-text',
    ),
  ]
  const save = (
    <button type="button" class="button" onClick={() => void run('save')}>
      {t('draft.save')}
    </button>
  )
  return (
    <CommandForm
      submit={t('draft.review')}
      {...draft}
      onSubmit={() => void run('send_for_review')}
      onReload={onReload}
      more={save}
    >
      <ErrorSummary errors={shown} />
      {last?.comment && (
        <p class="internal-note">{t('draft.sent-back', { comment: last.comment })}</p>
      )}
      <Radios
        id="draft-outcome"
        label={t('draft.outcome')}
        error={errorOf(shown, 'draft-outcome')}
        value={outcome}
        options={item.outcomes.map((each) => ({ value: each, label: outcomeName(each) }))}
        onChange={setOutcome}
      />
      <TextArea
        id="draft-text"
        label={t('draft.text')}
        hint={t('draft.hint')}
        error={errorOf(shown, 'draft-text')}
        value={text}
        onInput={setText}
      />
      <Measures measures={measures} onChange={setMeasures} />
    </CommandForm>
  )
}
