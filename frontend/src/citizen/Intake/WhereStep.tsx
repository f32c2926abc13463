import { useState } from 'preact/hooks'
import { Select, TextArea, TextField } from '../../ui/fields'
import { type FormError, errorOf } from '../../ui/form-errors'
import { t } from '../../words'
import { QuestionPage, type StepProps } from './QuestionPage'

/** Today on this device, the latest day on which something can have happened. */
function today(): string {
  const now = new Date()
  const two = (n: number) => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** Where it is, in words: a place or an office. No map is needed. */
export function WhereStep({ inUse, onContinue }: StepProps) {
  const { draft, change } = inUse
  const [errors, setErrors] = useState<FormError[]>([])
  const offices = draft.entity?.offices ?? []
  const isRequired = draft.service?.place === 'required'
  const submit = () => {
    const found: FormError[] = []
    if (isRequired && draft.placeText.trim() === '')
      found.push({ field: 'place', message: t('q4.err') })
    if (draft.occurredOn !== '' && draft.occurredOn > today())
      found.push({ field: 'occurred', message: t('problem.date') })
    setErrors(found)
    if (found.length === 0) onContinue()
  }
  return (
    <QuestionPage
      step="where"
      inUse={inUse}
      title={t('q4.place')}
      errors={errors}
      onSubmit={submit}
    >
      {!draft.service && offices.length > 0 && (
        <Select
          id="office"
          label={t('q4.office')}
          isOptional
          value={draft.office}
          options={[
            { value: '', label: t('q4.no-office') },
            ...offices.map(({ id, name, address }) => ({
              value: id,
              label: address ? `${name}, ${address}` : name,
            })),
          ]}
          onChange={(office) => change({ office })}
        />
      )}
      <TextArea
        id="place"
        label={t('q4.text')}
        hint={t('q4.text-hint')}
        isOptional={!isRequired}
        isShort
        error={errorOf(errors, 'place')}
        value={draft.placeText}
        limit={500}
        onInput={(placeText) => change({ placeText })}
      />
      <TextField
        id="district"
        label={t('place.district')}
        isOptional
        autoComplete="address-level2"
        value={draft.district}
        onInput={(district) => change({ district })}
      />
      <TextField
        id="occurred"
        type="date"
        label={t('q4.when')}
        isOptional
        max={today()}
        error={errorOf(errors, 'occurred')}
        value={draft.occurredOn}
        onInput={(occurredOn) => change({ occurredOn })}
      />
    </QuestionPage>
  )
}
