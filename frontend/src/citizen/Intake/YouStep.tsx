import { useState } from 'preact/hooks'
import { Radios, Select, TextField } from '../../ui/fields'
import { documentsOf } from '../../thread/documents'
import { type FormError, errorOf } from '../../ui/form-errors'
import { t, tryText } from '../../words'
import { Circumstances } from './Circumstances'
import { QuestionPage, type StepProps } from './QuestionPage'
import type { DraftFiler, Identity } from './draft'

/** What is wrong with what the person said about themselves. Only what the choice needs is checked. */
export function filerErrors(filer: DraftFiler): FormError[] {
  const { identity, name, email, phone, notices } = filer
  if (identity === null) return [{ field: 'identity', message: t('problem.choose') }]
  if (identity === 'anonymous') return []
  const errors: FormError[] = []
  const hasName = identity === 'name' || identity === 'company'
  if (hasName && name.trim() === '') errors.push({ field: 'name', message: t('q7.name-err') })
  if (email.trim() !== '' && !/^\S+@\S+\.\S+$/.test(email.trim()))
    errors.push({ field: 'email', message: t('problem.email') })
  if (identity === 'contact' && email.trim() === '' && phone.trim() === '')
    errors.push({ field: 'email', message: t('q7.contact-err') })
  if (notices === 'email' && email.trim() === '' && errors.length === 0)
    errors.push({ field: 'email', message: t('q7.notices-err') })
  if (notices === 'sms' && phone.trim() === '')
    errors.push({ field: 'phone', message: t('q7.sms-err') })
  if (notices === 'address' && filer.address.trim() === '')
    errors.push({ field: 'address', message: t('q7.address-err') })
  errors.push(...circumstanceErrors(filer))
  if (notices === null) errors.push({ field: 'notices', message: t('problem.choose') })
  return errors
}

/** What is wrong with what holds for this person only. */
function circumstanceErrors(filer: DraftFiler): FormError[] {
  const errors: FormError[] = []
  const { circumstances, age, otherName, country } = filer
  const isAge = /^\d{1,3}$/.test(age.trim()) && Number(age) <= 130
  if (circumstances.includes('minor') && !isAge)
    errors.push({ field: 'age', message: t('q7.age-err') })
  if (circumstances.includes('behalf') && otherName.trim() === '')
    errors.push({ field: 'other-name', message: t('q7.other-err') })
  if (circumstances.includes('abroad') && country === '')
    errors.push({ field: 'country', message: t('problem.choose') })
  return errors
}

/** How we can answer: with a name, only a contact, or nothing at all where the law allows it. */
export function YouStep({ inUse, onContinue }: StepProps) {
  const { draft, changeFiler } = inUse
  const { filer } = draft
  const [errors, setErrors] = useState<FormError[]>([])
  const option = draft.entity?.kinds.find(({ kind }) => kind === draft.kind)
  const identities: { value: Identity; label: string; note?: string }[] = [
    { value: 'name', label: t('q7.name'), note: t('q7.name-note') },
    { value: 'contact', label: t('q7.contact'), note: t('q7.contact-note') },
    { value: 'company', label: t('q7.company') },
  ]
  if (option?.is_anonymous_allowed)
    identities.push({ value: 'anonymous', label: t('q7.anon'), note: t('q7.anon-note') })
  const submit = () => {
    const found = filerErrors(filer)
    setErrors(found)
    if (found.length === 0) onContinue()
  }
  return (
    <QuestionPage step="you" inUse={inUse} title={t('q7.title')} errors={errors} onSubmit={submit}>
      <Radios
        id="identity"
        label={t('q7.title')}
        isLabelHidden
        error={errorOf(errors, 'identity')}
        value={filer.identity}
        options={identities}
        onChange={(identity) => changeFiler({ identity })}
      />
      {filer.identity !== null && filer.identity !== 'anonymous' && (
        <Contact
          filer={filer}
          country={draft.entity?.country ?? ''}
          errors={errors}
          onChange={changeFiler}
        />
      )}
    </QuestionPage>
  )
}

interface ContactProps {
  filer: DraftFiler
  country: string
  errors: readonly FormError[]
  onChange: (part: Partial<DraftFiler>) => void
}

function Contact({ filer, country, errors, onChange }: ContactProps) {
  const isNamed = filer.identity !== 'contact'
  return (
    <>
      {isNamed && (
        <TextField
          id="name"
          label={filer.identity === 'company' ? t('q7.company-name') : t('q7.your-name')}
          autoComplete={filer.identity === 'company' ? 'organization' : 'name'}
          error={errorOf(errors, 'name')}
          value={filer.name}
          onInput={(name) => onChange({ name })}
        />
      )}
      {isNamed && <DocumentFields filer={filer} country={country} onChange={onChange} />}
      <TextField
        id="email"
        type="email"
        label={t('q7.email')}
        autoComplete="email"
        inputMode="email"
        isOptional={filer.notices !== 'email'}
        error={errorOf(errors, 'email')}
        value={filer.email}
        onInput={(email) => onChange({ email })}
      />
      <TextField
        id="phone"
        type="tel"
        label={t('q7.phone')}
        autoComplete="tel"
        inputMode="tel"
        isOptional={filer.notices !== 'sms'}
        error={errorOf(errors, 'phone')}
        value={filer.phone}
        onInput={(phone) => onChange({ phone })}
      />
      <Radios
        id="notices"
        label={t('q7.notices')}
        error={errorOf(errors, 'notices')}
        value={filer.notices}
        options={[
          { value: 'email', label: t('q7.notices-email') },
          { value: 'sms', label: t('q7.notices-sms') },
          { value: 'address', label: t('q7.notices-address') },
          { value: 'desk', label: t('q7.notices-desk'), note: t('q7.notices-desk-note') },
          { value: 'page', label: t('q7.notices-page'), note: t('q7.notices-page-note') },
        ]}
        onChange={(notices) => onChange({ notices })}
      />
      {filer.notices === 'address' && (
        <TextField
          id="address"
          label={t('q7.address')}
          hint={t('q7.address-hint')}
          autoComplete="street-address"
          error={errorOf(errors, 'address')}
          value={filer.address}
          onInput={(address) => onChange({ address })}
        />
      )}
      <Circumstances filer={filer} country={country} errors={errors} onChange={onChange} />
    </>
  )
}

function DocumentFields({ filer, country, onChange }: Omit<ContactProps, 'errors'>) {
  const types = documentsOf(country, filer.identity === 'company' ? 'legal' : 'natural')
  const hasNumber = filer.documentType !== '' && filer.documentType !== 'none'
  const choose = (value: string) => {
    const type = types.find((each) => each === value)
    onChange({ documentType: type ?? (value === 'none' ? 'none' : '') })
  }
  return (
    <>
      <Select
        id="document-type"
        label={t('q7.document')}
        hint={t('q7.document-hint')}
        isOptional
        value={filer.documentType}
        options={[
          { value: '', label: t('q7.rather-not') },
          ...types.map((type) => ({ value: type, label: t(`document.${type}`) })),
          ...(filer.identity === 'name' ? [{ value: 'none', label: t('q7.nodoc') }] : []),
        ]}
        onChange={choose}
      />
      {hasNumber && (
        <TextField
          id="document-number"
          label={t('q7.document-number', {
            document: tryText(`document.${filer.documentType}`) ?? '',
          })}
          autoComplete="off"
          inputMode={
            filer.documentType === 'dni' || filer.documentType === 'ruc' ? 'numeric' : 'text'
          }
          isOptional
          value={filer.documentNumber}
          onInput={(documentNumber) => onChange({ documentNumber })}
        />
      )}
    </>
  )
}
