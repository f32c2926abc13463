import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import { api, newIdempotencyKey, take } from '../../api/client'
import { enterSheet, submitCase } from '../../api/submit-case'
import type { Entity, Me, Receipt } from '../../api/types'
import { useAction } from '../../api/use-action'
import { useLoad } from '../../api/use-load'
import { otherLanguages } from '../../thread/countries'
import { QuestionField, answerField } from '../../thread/QuestionField'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { Radios, Select, TextArea, TextField } from '../../ui/fields'
import { type FormError, errorOf, errorsOf } from '../../ui/form-errors'
import { Problem } from '../../ui/Problem'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../ui/SubmitButton'
import { Waiting } from '../../ui/Waiting'
import { language, t } from '../../words'
import { channelName, kindMeaning, kindName } from '../../words/names'
import { PersonFields } from './PersonFields'
import { ReceiptToRead } from './ReceiptToRead'
import { ServiceSearch } from './ServiceSearch'
import { SheetFields } from './SheetFields'
import {
  FIELDS,
  type RegisterForm,
  type Start,
  emptyForm,
  formErrors,
  inOurWords,
  requestOf,
  sheetOf,
} from './register-form'

/** Channels by which people reach an operator. */
const SPOKEN = ['phone', 'desk', 'email', 'post', 'paper', 'whatsapp', 'social'] as const

/** Registers a case for somebody at the phone or the desk: one dense form in the order of a conversation. */
export default function RegisterPage({ me }: { me: Me }) {
  const { number } = me.entity
  const entity = useLoad(`entity ${number} ${language()}`, () =>
    take(api.GET('/api/v1/entities/{number}', { params: { path: { number } } })),
  )
  const { query } = useLocation()
  const [receipt, setReceipt] = useState<Receipt | null>(null)
  const [start, setStart] = useState<Start>(() => ({
    channel: SPOKEN.find((each) => each === query['channel']) ?? 'phone',
    office: query['office'],
    sheet: query['sheet'],
    incident: query['incident'],
  }))
  if (receipt) return <ReceiptToRead receipt={receipt} onNext={() => setReceipt(null)} />
  return (
    <div class="register">
      <Screen title={t('staff.register')} plainTitle={t('staff.register')}>
        {entity.refusal && <Problem refusal={entity.refusal} onRetry={entity.reload} />}
        {!entity.value && !entity.refusal && <Waiting isSlow={entity.isSlow} size="long" />}
        {entity.value && (
          <Form
            entity={entity.value}
            start={start}
            onRegistered={(made, by) => {
              setStart({ channel: by })
              setReceipt(made)
            }}
          />
        )}
      </Screen>
    </div>
  )
}

interface FormProps {
  entity: Entity
  start: Start
  onRegistered: (receipt: Receipt, channel: RegisterForm['channel']) => void
}

function Form({ entity, start, onRegistered }: FormProps) {
  const [form, setForm] = useState(() => emptyForm(start))
  const [errors, setErrors] = useState<FormError[]>([])
  const [key, setKey] = useState(newIdempotencyKey)
  const change = (part: Partial<RegisterForm>) => setForm((old) => ({ ...old, ...part }))
  const sending = useAction(async () => {
    const body = requestOf(form, entity.number)
    if (!body) return null
    const sheet = sheetOf(form)
    if (sheet === null) return await submitCase(body, key)
    return await enterSheet({ office: form.office, sheet, writtenOn: form.writtenOn }, body, key)
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    const found = formErrors(form)
    setErrors(found)
    if (found.length > 0) return
    const receipt = await sending.run()
    if (receipt) onRegistered(receipt, form.channel)
    // A refused request made nothing: the corrected one is another request.
    else if (sending.refusal?.kind === 'refused') setKey(newIdempotencyKey())
  }
  const shown = [...errors, ...inOurWords(errorsOf(sending.refusal, FIELDS, 'story'))]
  const error = (field: string) => errorOf(shown, field)
  return (
    <form class="register-form" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={shown} />
      <fieldset class="zone stack">
        <legend>{t('register.what')}</legend>
        <Radios
          id="channel"
          label={t('inbox.channel')}
          error={error('channel')}
          value={form.channel}
          options={SPOKEN.map((each) => ({ value: each, label: channelName(each) }))}
          onChange={(by) => change({ channel: by })}
        />
        {form.channel === 'paper' && (
          <SheetFields entity={entity} form={form} error={error} onChange={change} />
        )}
        <TextArea
          id="story"
          label={t('register.story')}
          hint={t('register.story-hint')}
          limit={10_000}
          error={error('story')}
          value={form.story}
          onInput={(story) => change({ story })}
        />
        <Select
          id="written-in"
          label={t('case.written-in')}
          isOptional
          error={error('written-in')}
          value={form.writtenIn}
          options={[{ value: '', label: t('register.our-language') }, ...otherLanguages()]}
          onChange={(writtenIn) => change({ writtenIn })}
        />
        <TextArea
          id="wanted"
          label={t('case.wanted')}
          isOptional
          isShort
          error={error('wanted')}
          value={form.wanted}
          onInput={(wanted) => change({ wanted })}
        />
      </fieldset>
      <fieldset class="zone stack">
        <legend>{t('register.about')}</legend>
        <ServiceSearch
          entity={entity.number}
          story={form.story}
          service={form.service}
          error={error('service-q')}
          onChoose={(service) => change(service ? { service, kind: service.kind } : { service })}
        />
        {!form.service && (
          <Radios
            id="kind"
            label={t('inbox.kind')}
            error={error('kind')}
            value={form.kind}
            options={entity.kinds.map(({ kind }) => ({
              value: kind,
              label: kindName(kind),
              note: kindMeaning(kind),
            }))}
            onChange={(kind) => change({ kind })}
          />
        )}
        {form.service?.questions.map((question) => (
          <QuestionField
            key={question.id}
            question={question}
            error={error(answerField(question))}
            answer={form.answers[question.id]}
            onAnswer={(answer) => change({ answers: { ...form.answers, [question.id]: answer } })}
          />
        ))}
        <PlaceFields entity={entity} form={form} error={error} onChange={change} />
      </fieldset>
      <PersonFields entity={entity} form={form} error={error} onChange={change} />
      <div class="register-end">
        {sending.refusal && sending.refusal.fields.length === 0 && (
          <Problem refusal={sending.refusal} />
        )}
        <SubmitButton isBusy={sending.isBusy}>{t('register.submit')}</SubmitButton>
      </div>
    </form>
  )
}

/** What every part of the form is given. */
export interface PartProps {
  entity: Entity
  form: RegisterForm
  error: (field: string) => string | null
  onChange: (part: Partial<RegisterForm>) => void
}

function PlaceFields({ entity, form, error, onChange }: PartProps) {
  return (
    <>
      {entity.offices.length > 0 && (
        <Select
          id="office"
          label={t('register.office')}
          isOptional
          error={error('office')}
          value={form.office}
          options={[
            { value: '', label: t('register.no-office') },
            ...entity.offices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(office) => onChange({ office })}
        />
      )}
      <TextArea
        id="place"
        label={t('case.place')}
        isOptional={form.service?.place !== 'required'}
        isShort
        error={error('place')}
        value={form.place}
        onInput={(place) => onChange({ place })}
      />
      <div class="two">
        <TextField
          id="district"
          label={t('place.district')}
          isOptional
          value={form.district}
          onInput={(district) => onChange({ district })}
        />
        <TextField
          id="occurred"
          type="date"
          label={t('case.occurred')}
          isOptional
          error={error('occurred')}
          value={form.occurredOn}
          onInput={(occurredOn) => onChange({ occurredOn })}
        />
      </div>
    </>
  )
}
