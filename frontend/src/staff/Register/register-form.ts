/** What an operator writes while a person speaks, and the request it becomes. */
import type {
  Answers,
  Channel,
  DocumentType,
  Filer,
  Kind,
  PartyRole,
  Service,
  SubmitCase,
} from '../../api/types'
import { answerField, hasAnswer, missing } from '../../thread/QuestionField'
import type { FormError } from '../../ui/form-errors'
import { language, t } from '../../words'
import { wholeNumber } from '../Case/field-specs'

export interface RegisterForm {
  channel: Channel
  story: string
  wanted: string
  kind: Kind | null
  service: Service | null
  office: string
  place: string
  district: string
  occurredOn: string
  answers: Answers
  who: 'natural' | 'legal' | 'anonymous'
  name: string
  documentType: DocumentType | ''
  documentNumber: string
  email: string
  phone: string
  address: string
  /** Empty: by e-mail where there is one, else on the page of the case. */
  notices: Filer['notices'] | ''
  /** Language of the story where it is none of the interface. */
  writtenIn: string
  age: string
  country: string
  /** Who stands beside the person, and who they are for them. */
  parties: Record<PartyRole, { name: string; relation: string; phone: string }>
  /** Sheet of the paper book and the day on which it was written. */
  sheet: string
  writtenOn: string
  /** What the front desk could not solve before. */
  incident: string
}

/** What the address can say before anybody types: a sheet to enter, an incident that needs a case. */
export interface Start {
  channel: Channel
  office?: string | undefined
  sheet?: string | undefined
  incident?: string | undefined
}

export const PARTIES: readonly PartyRole[] = ['guardian', 'representative', 'affected', 'contact']
const nobody = () => ({ name: '', relation: '', phone: '' })

/** A form with nothing in it. The channel stays from one call to the next. */
export function emptyForm({ channel, office, sheet, incident }: Start): RegisterForm {
  return {
    channel,
    story: '',
    wanted: '',
    kind: null,
    service: null,
    office: office ?? '',
    place: '',
    district: '',
    occurredOn: '',
    answers: {},
    who: 'natural',
    name: '',
    documentType: '',
    documentNumber: '',
    email: '',
    phone: '',
    address: '',
    notices: '',
    writtenIn: '',
    age: '',
    country: '',
    parties: {
      guardian: nobody(),
      representative: nobody(),
      affected: nobody(),
      contact: nobody(),
    },
    sheet: sheet ?? '',
    writtenOn: '',
    incident: incident ?? '',
  }
}

/** The sheet of the paper book that is being entered, if one is. */
export function sheetOf({ channel, sheet }: RegisterForm): number | null {
  return channel === 'paper' ? wholeNumber(sheet) : null
}

/** What must still be asked. */
export function formErrors(form: RegisterForm): FormError[] {
  const errors: FormError[] = []
  if (form.story.trim() === '') errors.push({ field: 'story', message: t('register.story-err') })
  if (!form.kind) errors.push({ field: 'kind', message: t('register.kind-err') })
  if (form.service?.place === 'required' && form.place.trim() === '')
    errors.push({ field: 'place', message: t('register.place-err') })
  for (const question of form.service?.questions ?? [])
    if (question.is_required && !hasAnswer(form.answers[question.id]))
      errors.push({ field: answerField(question), message: missing(question) })
  errors.push(...personErrors(form), ...sheetErrors(form))
  return errors
}

function personErrors({ notices, email, phone, address, age }: RegisterForm): FormError[] {
  const errors: FormError[] = []
  const needs = (field: string, text: string) => {
    if (text.trim() === '') errors.push({ field, message: t('register.notices-err') })
  }
  if (notices === 'email') needs('email', email)
  if (notices === 'sms') needs('phone', phone)
  if (notices === 'address') needs('address', address)
  if (age.trim() !== '' && (wholeNumber(age) ?? 999) > 130)
    errors.push({ field: 'age', message: t('problem.number') })
  return errors
}

function sheetErrors(form: RegisterForm): FormError[] {
  if (form.channel !== 'paper' || form.sheet.trim() === '') return []
  const errors: FormError[] = []
  if ((wholeNumber(form.sheet) ?? 0) < 1)
    errors.push({ field: 'sheet', message: t('problem.number') })
  if (form.writtenOn === '') errors.push({ field: 'written-on', message: t('problem.required') })
  if (form.office === '') errors.push({ field: 'office', message: t('register.book-office-err') })
  return errors
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** The request; null while the kind is not known. */
export function requestOf(form: RegisterForm, entity: string): SubmitCase | null {
  if (!form.kind) return null
  const asked = (form.service?.questions ?? []).map(({ id }) => id)
  const text = orNull(form.place)
  const district = orNull(form.district)
  return {
    entity,
    kind: form.kind,
    service: form.service?.id ?? null,
    story: form.story.trim(),
    wanted: orNull(form.wanted),
    office: orNull(form.office),
    place: (text ?? district) ? { text, district } : null,
    occurred_on: orNull(form.occurredOn),
    answers: Object.fromEntries(
      Object.entries(form.answers).filter(([id, each]) => asked.includes(id) && hasAnswer(each)),
    ),
    language: language(),
    filer: filerOf(form),
    channel: form.channel,
    ...partiesOf(form),
    ...(form.writtenIn !== '' && { written_in: form.writtenIn }),
    ...(form.incident !== '' && { incident: form.incident }),
  }
}

function partiesOf({ who, parties }: RegisterForm): Pick<SubmitCase, 'parties'> {
  if (who === 'anonymous') return {}
  const named = PARTIES.flatMap((role) => {
    const { name, relation, phone } = parties[role]
    if (name.trim() === '') return []
    return [[role, { name: name.trim(), relation: orNull(relation), phone: orNull(phone) }]]
  })
  return named.length === 0 ? {} : { parties: Object.fromEntries(named) }
}

/** How the person will hear, chosen or not. */
export function noticesOf({ notices, email }: RegisterForm): Filer['notices'] {
  if (notices !== '') return notices
  return orNull(email) ? 'email' : 'page'
}

function filerOf(form: RegisterForm): Filer {
  if (form.who === 'anonymous') return { type: 'anonymous', notices: 'page' }
  const number = orNull(form.documentNumber)
  const hasDocument = form.documentType === 'none' || number !== null
  return {
    type: form.who,
    name: orNull(form.name),
    document: form.documentType !== '' && hasDocument ? { type: form.documentType, number } : null,
    email: orNull(form.email),
    phone: orNull(form.phone),
    address: orNull(form.address),
    notices: noticesOf(form),
    ...(form.age.trim() !== '' && { age: Number(form.age) }),
    ...(form.country !== '' && { country: form.country }),
  }
}

const OF_FILING = {
  '/story': 'story',
  '/wanted': 'wanted',
  '/kind': 'kind',
  '/service': 'service-q',
  '/place': 'place',
  '/office': 'office',
  '/occurred_on': 'occurred',
  '/channel': 'channel',
  '/filer/name': 'name',
  '/filer/document': 'document-number',
  '/filer/email': 'email',
  '/filer/phone': 'phone',
  '/filer/address': 'address',
  '/filer/age': 'age',
  '/filer/country': 'country',
  '/filer/notices': 'notices',
  '/filer': 'who',
  '/parties/guardian': 'party-guardian',
  '/parties/representative': 'party-representative',
  '/parties/affected': 'party-affected',
  '/parties/contact': 'party-contact',
  '/written_in': 'written-in',
}

/** Where each part of a refused request stands on the screen, also inside of a sheet of the book. */
export const FIELDS: Readonly<Record<string, string>> = {
  ...OF_FILING,
  ...Object.fromEntries(
    Object.entries(OF_FILING).map(([pointer, field]) => [`/filing${pointer}`, field]),
  ),
  '/sheet': 'sheet',
  '/written_on': 'written-on',
}

/** A child's case needs an adult: said in words that name the field. */
export function inOurWords(errors: readonly FormError[]): FormError[] {
  return errors.map((error) =>
    error.field === 'party-guardian' ? { ...error, message: t('register.guardian-err') } : error,
  )
}
