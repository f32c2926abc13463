import type { Measure } from '../../api/types'
import { TextField } from '../../ui/fields'
import { type FormError, errorOf } from '../../ui/form-errors'
import { Icon } from '../../ui/Icon'
import { t } from '../../words'

interface Props {
  measures: readonly Measure[]
  errors: readonly FormError[]
  onChange: (measures: Measure[]) => void
}

/** What will be done, by whom, until when. As many as needed, also none. */
export function Measures({ measures, errors, onChange }: Props) {
  const change = (at: number, part: Partial<Measure>) =>
    onChange(measures.map((measure, index) => (index === at ? { ...measure, ...part } : measure)))
  return (
    <fieldset class="field" id="measures">
      <legend class="label">
        {t('measures.title')} <span class="label-note">({t('app.optional')})</span>
      </legend>
      {errorOf(errors, 'measures') && <p class="field-error">{errorOf(errors, 'measures')}</p>}
      {measures.map((measure, index) => (
        <div class="measure" key={index}>
          <TextField
            id={`measure-${index}`}
            label={t('measures.text', { n: index + 1 })}
            isSpellChecked
            error={errorOf(errors, `measure-${index}`)}
            value={measure.text}
            onInput={(text) => change(index, { text })}
          />
          <TextField
            id={`measure-owner-${index}`}
            label={t('measures.owner')}
            error={errorOf(errors, `measure-owner-${index}`)}
            value={measure.owner ?? ''}
            onInput={(owner) => change(index, { owner: owner || null })}
          />
          <TextField
            id={`measure-due-${index}`}
            type="date"
            label={t('measures.due')}
            error={errorOf(errors, `measure-due-${index}`)}
            value={measure.due_on ?? ''}
            onInput={(due) => change(index, { due_on: due || null })}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={t('measures.remove', { n: index + 1 })}
            onClick={() => onChange(measures.filter((_, each) => each !== index))}
          >
            <Icon name="trash" />
          </button>
        </div>
      ))}
      <p>
        <button
          type="button"
          class="button"
          onClick={() => onChange([...measures, { text: '', owner: null, due_on: null }])}
        >
          <Icon name="plus" /> {t('measures.add')}
        </button>
      </p>
    </fieldset>
  )
}
