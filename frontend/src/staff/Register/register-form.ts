/** What an operator writes while a person speaks, and the request it becomes. */
import type {
  Answers,
  Channel,
  DocumentType,
  Filer,
  Kind,
  Service,
  SubmitCase,
} from '../../api/types'
import { answerField, hasAnswer, missing } from '../../thread/QuestionField'
import type { FormError } from '../../ui/form-errors'
import { language, t } from '../../words'

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
}

/** A form with nothing in it. The channel stays from one call to the next. */
export function emptyForm(channel: Channel): RegisterForm {
  return {
    channel,
    story: '',
    wanted: '',
    kind: null,
    service: null,
    office: '',
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
  }
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
  }
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
    notices: orNull(form.email) ? 'email' : 'page',
  }
}

/** Where each part of a refused request stands on the screen. */
export const FIELDS = {
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
  '/filer': 'who',
}
