import { countriesBut } from '../../thread/countries'
import { Checkboxes, Select, TextField } from '../../ui/fields'
import { type FormError, errorOf } from '../../ui/form-errors'
import { t } from '../../words'
import type { Circumstance, DraftFiler } from './draft'

interface Props {
  filer: DraftFiler
  /** Country of the public body. */
  country: string
  errors: readonly FormError[]
  onChange: (part: Partial<DraftFiler>) => void
}

/** What holds for some people only: asked behind one box each, so that nobody else has to read it. */
export function Circumstances({ filer, country, errors, onChange }: Props) {
  const is = (circumstance: Circumstance) => filer.circumstances.includes(circumstance)
  return (
    <>
      <Checkboxes
        id="circumstances"
        label={t('q7.also')}
        values={filer.circumstances}
        options={[
          { value: 'minor', label: t('q7.minor'), note: t('q7.minor-note') },
          { value: 'behalf', label: t('q7.behalf') },
          { value: 'abroad', label: t('q7.abroad') },
        ]}
        onChange={(circumstances) => onChange({ circumstances })}
      />
      {is('minor') && <Minor filer={filer} errors={errors} onChange={onChange} />}
      {is('behalf') && <Behalf filer={filer} errors={errors} onChange={onChange} />}
      {is('abroad') && (
        <Select
          id="country"
          label={t('q7.country')}
          error={errorOf(errors, 'country')}
          value={filer.country}
          options={[{ value: '', label: t('q7.choose-country') }, ...countriesBut(country)]}
          onChange={(chosen) => onChange({ country: chosen })}
        />
      )}
    </>
  )
}

function Minor({ filer, errors, onChange }: Omit<Props, 'country'>) {
  return (
    <fieldset class="inset stack">
      <legend class="label">{t('q7.minor')}</legend>
      <TextField
        id="age"
        label={t('q7.age')}
        inputMode="numeric"
        maxLength={3}
        error={errorOf(errors, 'age')}
        value={filer.age}
        onInput={(age) => onChange({ age })}
      />
      <p class="soft">{t('q7.adult-lead')}</p>
      <TextField
        id="adult-name"
        label={t('q7.adult')}
        isOptional
        autoComplete="off"
        error={errorOf(errors, 'adult-name')}
        value={filer.adultName}
        onInput={(adultName) => onChange({ adultName })}
      />
      <TextField
        id="adult-relation"
        label={t('q7.adult-relation')}
        hint={t('q7.adult-relation-hint')}
        isOptional
        autoComplete="off"
        value={filer.adultRelation}
        onInput={(adultRelation) => onChange({ adultRelation })}
      />
      <TextField
        id="adult-phone"
        type="tel"
        inputMode="tel"
        label={t('q7.adult-phone')}
        isOptional
        autoComplete="off"
        value={filer.adultPhone}
        onInput={(adultPhone) => onChange({ adultPhone })}
      />
    </fieldset>
  )
}

function Behalf({ filer, errors, onChange }: Omit<Props, 'country'>) {
  return (
    <fieldset class="inset stack">
      <legend class="label">{t('q7.behalf')}</legend>
      <TextField
        id="other-name"
        label={t('q7.other-name')}
        hint={t('q7.other-name-hint')}
        autoComplete="off"
        error={errorOf(errors, 'other-name')}
        value={filer.otherName}
        onInput={(otherName) => onChange({ otherName })}
      />
      <TextField
        id="other-relation"
        label={t('q7.other-relation')}
        hint={t('q7.other-relation-hint')}
        isOptional
        autoComplete="off"
        value={filer.otherRelation}
        onInput={(otherRelation) => onChange({ otherRelation })}
      />
    </fieldset>
  )
}
