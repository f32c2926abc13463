/** Turns a draft into the request, and sends it so that trying again never makes two cases. */
import { newIdempotencyKey } from '../../api/client'
import { Refusal } from '../../api/problems'
import { submitCase } from '../../api/submit-case'
import type { Filer, Receipt, SubmitCase } from '../../api/types'
import { hasAnswer } from '../../thread/QuestionField'
import { language } from '../../words'
import type { Attempt, Circumstance, Draft } from './draft'
import { asksWhere } from './steps'

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** The request for a draft; null while it lacks what every case needs. */
export function requestOf(draft: Draft): SubmitCase | null {
  const { entity, kind, service } = draft
  if (!entity || !kind || draft.story.trim() === '') return null
  const isPlaced = asksWhere(draft)
  const text = orNull(draft.placeText)
  const district = orNull(draft.district)
  return {
    entity: entity.number,
    kind,
    service: service?.id ?? null,
    story: draft.story.trim(),
    wanted: service ? null : orNull(draft.wanted),
    office: isPlaced ? orNull(draft.office) : null,
    place: isPlaced && (text ?? district) ? { text, district } : null,
    occurred_on: isPlaced ? orNull(draft.occurredOn) : null,
    answers: answersOf(draft),
    language: language(),
    filer: filerOf(draft),
    ...partiesOf(draft),
    ...(draft.writtenIn && { written_in: draft.writtenIn }),
  }
}

/** The adult who stands by a minor, and the person somebody else writes for. */
function partiesOf({ filer }: Draft): Pick<SubmitCase, 'parties'> {
  if (!isKnown(filer)) return {}
  const adult = holds(filer, 'minor') ? orNull(filer.adultName) : null
  const other = holds(filer, 'behalf') ? orNull(filer.otherName) : null
  if (adult === null && other === null) return {}
  return {
    parties: {
      ...(adult !== null && {
        guardian: {
          name: adult,
          relation: orNull(filer.adultRelation),
          phone: orNull(filer.adultPhone),
        },
      }),
      ...(other !== null && { affected: { name: other, relation: orNull(filer.otherRelation) } }),
    },
  }
}

const holds = ({ circumstances }: Draft['filer'], each: Circumstance) =>
  circumstances.includes(each)

/** Whether the person told anything about themselves. */
const isKnown = ({ identity }: Draft['filer']) => identity !== null && identity !== 'anonymous'

/** Answers of an earlier service are kept in the draft but not sent with another one. */
function answersOf({ service, answers }: Draft): NonNullable<SubmitCase['answers']> {
  const asked = (service?.questions ?? []).map(({ id }) => id)
  return Object.fromEntries(
    Object.entries(answers).filter(([id, answer]) => asked.includes(id) && hasAnswer(answer)),
  )
}

function filerOf({ filer }: Draft): Filer {
  if (filer.identity === 'anonymous' || filer.identity === null)
    return { type: 'anonymous', notices: 'page' }
  const isNamed = filer.identity !== 'contact'
  return {
    type: filer.identity === 'company' ? 'legal' : 'natural',
    name: isNamed ? orNull(filer.name) : null,
    document: isNamed ? documentOf(filer) : null,
    email: orNull(filer.email),
    phone: orNull(filer.phone),
    address: isNamed || filer.notices === 'address' ? orNull(filer.address) : null,
    notices: noticesOf(filer),
    ...(holds(filer, 'minor') && filer.age.trim() !== '' && { age: Number(filer.age) }),
    ...(holds(filer, 'abroad') && filer.country !== '' && { country: filer.country }),
  }
}

/** The way that was chosen, where it can be used at all. */
function noticesOf(filer: Draft['filer']): Filer['notices'] {
  const { notices } = filer
  if (notices === 'email') return orNull(filer.email) ? 'email' : 'page'
  if (notices === 'sms') return orNull(filer.phone) ? 'sms' : 'page'
  if (notices === 'address') return orNull(filer.address) ? 'address' : 'page'
  return notices ?? 'page'
}

function documentOf({ documentType, documentNumber }: Draft['filer']): Filer['document'] {
  if (documentType === '') return null
  if (documentType === 'none') return { type: 'none', number: null }
  const number = orNull(documentNumber)
  return number ? { type: documentType, number } : null
}

/** Whether we know that nothing was registered: only a clear refusal says so. */
export function isSurelyNotSent(refusal: Refusal): boolean {
  return (
    refusal.kind === 'refused' &&
    refusal.status >= 400 &&
    refusal.status < 500 &&
    refusal.status !== 409
  )
}

/**
 * Sends. While the fate of an earlier sending is unknown, exactly that one is sent again under its key:
 * the server answers with the receipt it already gave, or registers it now.
 */
export async function submit(
  draft: Draft,
  remember: (attempt: Attempt | null) => void,
): Promise<Receipt> {
  const body = draft.attempt?.body ?? requestOf(draft)
  if (!body) throw new Refusal('broken')
  const attempt = draft.attempt ?? { key: newIdempotencyKey(), body }
  remember(attempt)
  try {
    return await submitCase(attempt.body, attempt.key)
  } catch (thrown) {
    if (thrown instanceof Refusal && isSurelyNotSent(thrown)) remember(null)
    throw thrown
  }
}
