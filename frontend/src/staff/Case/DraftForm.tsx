import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import type { Measure, Outcome, StaffCase } from '../../api/types'
import { Radios, TextArea } from '../../ui/fields'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { type FormError, errorOf, errorsOf } from '../../ui/form-errors'
import { t } from '../../words'
import { outcomeName } from '../../words/names'
import { CommandForm } from './CommandForm'
import {
  type Draft,
  type DraftBody,
  bodyOf,
  isLate,
  needsBasis,
  needsGround,
  placesOf,
  reviewErrors,
  savingErrors,
} from './draft'
import { groundOptions } from './fields-in-common'
import { Measures } from './Measures'
import { PointAnswers } from './PointAnswers'
import { TemplatePicker } from './TemplatePicker'
import { useTyped } from './typed'
import { type CommandProps, useCommand } from './use-command'

/** The text to begin with: what was last saved or sent back in this cycle. */
function lastDraft(item: StaffCase) {
  return item.responses.findLast(
    (each) => each.cycle === item.cycle && (each.status === 'draft' || each.status === 'sent_back'),
  )
}

/** Everything of the answer that is kept while it is being written. */
function useDraft(item: StaffCase) {
  const last = lastDraft(item)
  const [outcome, setOutcome] = useState<Outcome | null>(last?.outcome ?? null)
  const [ground, setGround] = useState(last?.ground ?? '')
  const [measures, setMeasures] = useState<Measure[]>(last?.measures ?? [])
  const [text, setText, forgetText] = useTyped(item.number, 'draft', last?.text ?? '')
  const [basis, setBasis, forgetBasis] = useTyped(item.number, 'basis', last?.basis ?? '')
  const [lateReason, setLate, forgetLate] = useTyped(item.number, 'late', last?.late_reason ?? '')
  const said = Object.fromEntries((last?.points ?? []).map(({ n, text: to }) => [n, to]))
  const [points, setPoints, forgetPoints] = useTyped(item.number, 'answers', JSON.stringify(said))
  const draft: Draft = {
    outcome,
    text,
    basis,
    ground,
    points: JSON.parse(points),
    lateReason,
    measures,
  }
  const forget = () => [forgetText, forgetBasis, forgetLate, forgetPoints].forEach((drop) => drop())
  return {
    draft,
    comment: last?.comment ?? null,
    setOutcome,
    setGround,
    setMeasures,
    setText,
    setBasis,
    setLate,
    setPoint: (n: number, to: string) => setPoints(JSON.stringify({ ...draft.points, [n]: to })),
    forget,
  }
}

/** Writes the answer: outcome, reasons, text, an answer to each point, what will be done. */
export function DraftForm(props: CommandProps) {
  const { item, onReload } = props
  const write = useDraft(item)
  const { draft } = write
  const [errors, setErrors] = useState<FormError[]>([])
  const saving = useCommand(props, (target, body: DraftBody) =>
    api.POST('/api/v1/staff/cases/{number}/draft', { ...target, body }),
  )
  const run = async (step: DraftBody['step']) => {
    const found = step === 'save' ? savingErrors(draft) : reviewErrors(item, draft)
    setErrors(found)
    const body = bodyOf(item, draft, step)
    if (!body || found.length > 0) return
    if (await saving.run(body)) write.forget()
  }
  const shown = [...errors, ...errorsOf(saving.refusal, placesOf(item, draft), 'draft-text')]
  const save = (
    <button type="button" class="button" onClick={() => void run('save')}>
      {t('draft.save')}
    </button>
  )
  return (
    <CommandForm
      submit={t('draft.review')}
      isBusy={saving.isBusy}
      refusal={(saving.refusal?.fields.length ?? 0) > 0 ? null : saving.refusal}
      onSubmit={() => void run('send_for_review')}
      onReload={onReload}
      more={save}
    >
      <ErrorSummary errors={shown} />
      {write.comment && (
        <p class="internal-note">{t('draft.sent-back', { comment: write.comment })}</p>
      )}
      <Radios
        id="draft-outcome"
        label={t('draft.outcome')}
        error={errorOf(shown, 'draft-outcome')}
        value={draft.outcome}
        options={item.outcomes.map((each) => ({ value: each, label: outcomeName(each) }))}
        onChange={write.setOutcome}
      />
      {needsGround(item, draft.outcome) && (
        <Radios
          id="draft-ground"
          label={t('draft.ground')}
          error={errorOf(shown, 'draft-ground')}
          value={draft.ground === '' ? null : draft.ground}
          options={groundOptions(item.refusal_grounds)}
          onChange={write.setGround}
        />
      )}
      <TemplatePicker
        item={item}
        outcome={draft.outcome}
        hasText={draft.text.trim() !== ''}
        onUse={(text) =>
          write.setText(draft.text.trim() === '' ? text : `${draft.text}\n\n${text}`)
        }
      />
      <TextArea
        id="draft-text"
        label={t('draft.text')}
        hint={t('draft.hint')}
        error={errorOf(shown, 'draft-text')}
        value={draft.text}
        onInput={write.setText}
      />
      {needsBasis(item, draft.outcome) && (
        <TextArea
          id="draft-basis"
          label={t('draft.basis')}
          hint={t('draft.basis-hint')}
          isShort
          limit={5_000}
          error={errorOf(shown, 'draft-basis')}
          value={draft.basis}
          onInput={write.setBasis}
        />
      )}
      <PointAnswers item={item} draft={draft} errors={shown} onAnswer={write.setPoint} />
      <Measures measures={draft.measures} errors={shown} onChange={write.setMeasures} />
      {isLate(item) && (
        <TextArea
          id="draft-late"
          label={t('draft.late')}
          hint={t('draft.late-hint')}
          isShort
          limit={1_000}
          error={errorOf(shown, 'draft-late')}
          value={draft.lateReason}
          onInput={write.setLate}
        />
      )}
    </CommandForm>
  )
}
