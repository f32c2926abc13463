import { Radios, Select, TextField } from '../../ui/fields'
import { documentsOf } from '../../thread/documents'
import { t } from '../../words'
import { OtherPeople } from './OtherPeople'
import type { PartProps } from './RegisterPage'
import { noticesOf } from './register-form'

const WAYS = ['page', 'email', 'sms', 'address', 'desk'] as const

/** Who speaks. Nothing here is needed to register a case. */
export function PersonFields({ entity, form, error, onChange }: PartProps) {
  const isAnonymousAllowed =
    entity.kinds.find(({ kind }) => kind === form.kind)?.is_anonymous_allowed ?? false
  const isNamed = form.who !== 'anonymous'
  const types = documentsOf(entity.country, form.who === 'legal' ? 'legal' : 'natural')
  const choose = (value: string) => {
    const type = types.find((each) => each === value)
    onChange({ documentType: type ?? (value === 'none' ? 'none' : '') })
  }
  return (
    <fieldset class="zone stack">
      <legend>{t('case.person')}</legend>
      <Radios
        id="who"
        label={t('register.who')}
        error={error('who')}
        value={form.who}
        options={[
          { value: 'natural', label: t('register.natural') },
          { value: 'legal', label: t('register.legal') },
          ...(isAnonymousAllowed
            ? [{ value: 'anonymous' as const, label: t('case.anonymous') }]
            : []),
        ]}
        onChange={(who) => onChange({ who })}
      />
      {isNamed && (
        <>
          <TextField
            id="name"
            label={t('register.name')}
            isOptional
            autoComplete="off"
            error={error('name')}
            value={form.name}
            onInput={(name) => onChange({ name })}
          />
          <div class="two">
            <Select
              id="document-type"
              label={t('register.document')}
              isOptional
              value={form.documentType}
              options={[
                { value: '', label: t('register.no-data') },
                ...types.map((type) => ({ value: type, label: t(`document.${type}`) })),
                { value: 'none', label: t('document.none') },
              ]}
              onChange={choose}
            />
            <TextField
              id="document-number"
              label={t('register.document-number')}
              isOptional
              autoComplete="off"
              error={error('document-number')}
              value={form.documentNumber}
              onInput={(documentNumber) => onChange({ documentNumber })}
            />
          </div>
          <div class="two">
            <TextField
              id="email"
              type="email"
              inputMode="email"
              label={t('sign-in.email')}
              isOptional
              autoComplete="off"
              error={error('email')}
              value={form.email}
              onInput={(email) => onChange({ email })}
            />
            <TextField
              id="phone"
              type="tel"
              inputMode="tel"
              label={t('register.phone')}
              isOptional
              autoComplete="off"
              error={error('phone')}
              value={form.phone}
              onInput={(phone) => onChange({ phone })}
            />
          </div>
          <TextField
            id="address"
            label={t('register.address')}
            isOptional
            autoComplete="off"
            error={error('address')}
            value={form.address}
            onInput={(address) => onChange({ address })}
          />
          <Select
            id="notices"
            label={t('register.notices')}
            error={error('notices')}
            value={noticesOf(form)}
            options={WAYS.map((way) => ({ value: way, label: t(`register.notices-${way}`) }))}
            onChange={(value) => onChange({ notices: WAYS.find((way) => way === value) ?? 'page' })}
          />
          <OtherPeople entity={entity} form={form} error={error} onChange={onChange} />
        </>
      )}
    </fieldset>
  )
}
