import type { PartyRole } from '../../api/types'
import { countriesBut } from '../../thread/countries'
import { Select, TextField } from '../../ui/fields'
import { t } from '../../words'
import type { PartProps } from './RegisterPage'
import { PARTIES } from './register-form'

/** Age, country and the people around who speaks: open only where somebody says so. */
export function OtherPeople(props: PartProps) {
  const { entity, form, error, onChange } = props
  const hasError = PARTIES.some((role) => error(`party-${role}`) !== null) || error('age') !== null
  return (
    <details class="reveal" open={hasError || undefined}>
      <summary>{t('register.more-people')}</summary>
      <div class="reveal-body">
        <div class="two">
          <TextField
            id="age"
            label={t('register.age')}
            hint={t('register.age-hint')}
            isOptional
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            error={error('age')}
            value={form.age}
            onInput={(age) => onChange({ age })}
          />
          <Select
            id="country"
            label={t('register.country')}
            isOptional
            error={error('country')}
            value={form.country}
            options={[{ value: '', label: t('register.here') }, ...countriesBut(entity.country)]}
            onChange={(country) => onChange({ country })}
          />
        </div>
        {PARTIES.map((role) => (
          <OneParty key={role} role={role} {...props} />
        ))}
      </div>
    </details>
  )
}

function OneParty({ role, form, error, onChange }: PartProps & { role: PartyRole }) {
  const party = form.parties[role]
  const change = (part: Partial<typeof party>) =>
    onChange({ parties: { ...form.parties, [role]: { ...party, ...part } } })
  const isNamed = party.name.trim() !== ''
  return (
    <>
      <TextField
        id={`party-${role}`}
        label={t(`party.${role}`)}
        isOptional
        autoComplete="off"
        error={error(`party-${role}`)}
        value={party.name}
        onInput={(name) => change({ name })}
      />
      {isNamed && (
        <div class="two">
          <TextField
            id={`party-${role}-relation`}
            label={t('register.relation')}
            isOptional
            autoComplete="off"
            value={party.relation}
            onInput={(relation) => change({ relation })}
          />
          <TextField
            id={`party-${role}-phone`}
            type="tel"
            inputMode="tel"
            label={t('register.phone')}
            isOptional
            autoComplete="off"
            value={party.phone}
            onInput={(phone) => change({ phone })}
          />
        </div>
      )}
    </>
  )
}
