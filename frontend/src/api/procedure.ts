/**
 * Shapes of the procedure that the generated contract does not hold yet. What the contract already holds wins:
 * the names here are left out as soon as it has them, and this file goes when it has them all.
 */
import type { components, paths } from './contract'

type Schemas = components['schemas']
type StaffCase = Schemas['StaffCase']
type Case = Schemas['Case']
type EntityRef = Schemas['EntityRef']
type UnitRef = NonNullable<StaffCase['unit']>
type Kind = Schemas['Kind']
type DayUnit = Schemas['Due']['unit']

/** A ground of the law with its name and where it is written. */
export interface Ground {
  code: string
  title: string
  source: string
}
export interface Point {
  n: number
  text: string
}
export interface Correction {
  n: number
  defects: string[]
  asked_at: string
  until_on: string
  answer?: string | null
  answered_at?: string | null
  lapsed_at?: string | null
}
export interface Consultation {
  id: string
  number: string
  kind: 'unit' | 'legal' | 'outside'
  question: string
  unit?: UnitRef | null
  outside?: { name: string; email?: string | null } | null
  asked_by: string
  asked_at: string
  due_on?: string | null
  is_late: boolean
  answer?: string | null
  answered_by?: string | null
  answered_at?: string | null
  cancelled_at?: string | null
  story?: string | null
  topic?: string | null
  is_precedent: boolean
  /** Operation ids that this caller can use on the question now. */
  actions?: string[]
}
export interface Transfer {
  id: string
  to: EntityRef
  state: 'offered' | 'accepted' | 'refused' | 'lapsed' | 'withdrawn'
  offered_at: string
  answer_until: string
  reason: string
  answer_reason?: string | null
  receiver_number?: string | null
}
/** A case that another entity offers to ours. */
export interface Offer {
  id: string
  from: EntityRef
  number: string
  kind: Kind
  story: string
  reason: string
  offered_at: string
  answer_until: string
  on_silence?: 'accepted' | 'returned'
}
export interface CaseLink {
  /** Such as `merged_into`, `split_from` or `transferred_to`. */
  kind: string
  number: string
  /** The other body, when it is another one. */
  entity?: string | EntityRef | null
  /** How the other case stands, where it can be known. */
  state?: Schemas['State'] | null
  at: string
}
export type PartyRole = 'representative' | 'guardian' | 'affected' | 'contact'
export interface PartyView {
  role: PartyRole
  name?: string | null
  document?: string | null
  email?: string | null
  phone?: string | null
  relation?: string | null
}
export interface Delivery {
  event?: string
  way: 'email' | 'sms' | 'page' | 'address' | 'desk'
  state: 'queued' | 'waiting' | 'sent' | 'failed' | 'unclaimed'
  at: string
  sent_at?: string | null
  proof?: {
    received_by?: string | null
    on?: string | null
    note?: string | null
    recorded_by?: string | null
  } | null
}
export interface Template {
  id: string
  name: string
  language: Schemas['Language']
  kind?: Kind | null
  outcome?: Schemas['Outcome'] | null
  body: string
  state: 'in_use' | 'retired'
  version: number
}
export interface Precedent {
  id: string
  topic: string
  question: string
  answer: string
  answered_at: string
}
export interface OutsideQuestion {
  entity: EntityRef
  number: string
  question: string
  asked_at: string
  due_on?: string | null
  is_answered: boolean
}
export interface Sheet {
  sheet: number
  written_on: string
  number?: string | null
  voided?: string | null
  entered_at: string
  is_late: boolean
}
export interface Incident {
  id: string
  /** Id of the office. */
  office?: string | null
  text: string
  is_solved: boolean
  how?: string | null
  recorded_by?: string | null
  at: string
  number?: string | null
}
export interface Party {
  name: string
  document?: Schemas['Filer']['document']
  email?: string | null
  phone?: string | null
  relation?: string | null
}

/** The sheet of the paper book that a case was written on. */
export interface WrittenOn {
  office: string
  sheet: number
  written_on: string
  is_late: boolean
}
/** An answer that waits to be handed over. */
export interface AnswerWaits {
  way: 'address' | 'desk'
  since: string
  until_on?: string | null
  office?: { name: string; address?: string | null } | null
}
/** What an answer says to a point. */
export interface AnsweredPoint {
  n: number
  point: string
  text: string
}

interface MoreOfStaffCase {
  points?: Point[]
  correction?: Correction | null
  archive_grounds?: Ground[]
  extension?: { most: number; unit: DayUnit } | null
  suspension_grounds?: Ground[]
  refusal_grounds?: Ground[]
  reasoned?: Schemas['Outcome'][]
  consultations?: Consultation[]
  transfer?: Transfer | null
  links?: CaseLink[]
  waiting_since?: string | null
  parties?: PartyView[]
  deliveries?: Delivery[]
  bounces?: number
  written_in?: string | null
  is_confidential?: boolean
  sheet?: WrittenOn | null
  with_measures?: Schemas['Outcome'][]
}
interface MoreOfCase {
  correction?: Correction | null
  silence?: { title: string; until_on: string } | null
  appeal?: { title: string; until_on?: string | null; is_outside: boolean; source: string } | null
  links?: CaseLink[]
  waiting_since?: string | null
  written_in?: string | null
  sheet?: WrittenOn | null
  waiting?: AnswerWaits | null
}
interface MoreOfResponse {
  basis?: string | null
  ground?: string | null
  points?: AnsweredPoint[]
  late_reason?: string | null
}
interface MoreOfAnswer {
  basis?: string | null
  ground?: Ground | null
  points?: AnsweredPoint[]
  late_reason?: string | null
}
type AnswerKnown = NonNullable<Case['response']>
interface MoreOfFilerView {
  country?: string | null
  age?: number | null
}

/** What is said of a shape here and not yet by the contract. */
type Missing<More, Known> = Omit<More, keyof Known>

export type StaffCaseNow = Omit<StaffCase, 'responses' | 'filer'> &
  Missing<MoreOfStaffCase, StaffCase> & {
    responses: (StaffCase['responses'][number] &
      Missing<MoreOfResponse, StaffCase['responses'][number]>)[]
    filer: StaffCase['filer'] & Missing<MoreOfFilerView, StaffCase['filer']>
  }
export type CaseNow = Omit<Case, 'response'> &
  Missing<MoreOfCase, Case> & {
    response: (AnswerKnown & Missing<MoreOfAnswer, AnswerKnown>) | null
  }
export type FilerNow = Omit<Schemas['Filer'], 'notices'> & {
  notices: Schemas['Notices'] | 'sms' | 'address' | 'desk'
} & Missing<MoreOfFilerView, Schemas['Filer']>
export type SubmitCaseNow = Omit<Schemas['SubmitCase'], 'filer'> & {
  filer: FilerNow
} & Missing<
    {
      parties?: Partial<Record<PartyRole, Party>> | null
      written_in?: string | null
      incident?: string | null
    },
    Schemas['SubmitCase']
  >

type Sent<B> = { content: { 'application/json': B } }
type Got<A> = { headers: Record<string, unknown>; content: { 'application/json': A } }
interface Call<Params, Answer> {
  parameters: Params
  responses: { 200: Got<Answer> }
}
interface Send<Params, Body, Answer> {
  parameters: Params
  requestBody: Sent<Body>
  responses: { 200: Got<Answer> }
}
interface OfCase {
  path: { number: string }
  header: { 'If-Match': string }
}
interface OfPerson {
  path: { number: string }
  header: { 'Case-Key': string; 'Idempotency-Key'?: string }
}
interface OfToken {
  header: { 'Question-Token': string }
}
/** A command of staff on a case. */
type Command<Body> = { post: Send<OfCase, Body, StaffCase> }
/** A command of the person on a case. */
type Act<Body> = { post: Send<OfPerson, Body, Case> }
type List<Query, Item> = {
  get: Call<{ query?: Query }, { items: Item[]; next_cursor?: string | null }>
}
type Nothing = Record<string, never>

interface Planned {
  '/api/v1/staff/cases/{number}/points': Command<{ points: string[] }>
  '/api/v1/staff/cases/{number}/correction': Command<{ defects: string[] }>
  '/api/v1/staff/cases/{number}/reclassify': Command<{
    kind?: Kind
    service?: string
    reason: string
  }>
  '/api/v1/staff/cases/{number}/archive': Command<{
    ground: string
    reason: string
    duplicate_of?: string
  }>
  '/api/v1/staff/cases/{number}/extend': Command<{ days: number; reason: string }>
  '/api/v1/staff/cases/{number}/suspend': Command<{
    ground: string
    reason: string
    since?: string
  }>
  '/api/v1/staff/cases/{number}/resume': Command<{ reason: string }>
  '/api/v1/staff/cases/{number}/interim': Command<{ text: string }>
  '/api/v1/staff/cases/{number}/consult': Command<{
    kind: Consultation['kind']
    unit?: string
    outside?: { name: string; email: string }
    question: string
    topic?: string
  }>
  '/api/v1/staff/cases/{number}/merge': Command<{ into: string }>
  '/api/v1/staff/cases/{number}/split': Command<{
    parts: { kind: Kind; service?: string; story: string }[]
  }>
  '/api/v1/staff/cases/{number}/group': Command<{ with: string }>
  '/api/v1/staff/cases/{number}/ungroup': Command<{ reason: string }>
  '/api/v1/staff/cases/{number}/transfer': Command<{ to: string; reason: string }>
  '/api/v1/staff/cases/{number}/notify': Command<{
    way: 'address' | 'desk'
    outcome: 'delivered' | 'failed'
    received_by?: string
    on: string
    note?: string
  }>
  '/api/v1/staff/cases/{number}/templates/{id}': {
    get: Call<{ path: { number: string; id: string } }, { text: string; left: string[] }>
  }
  '/api/v1/staff/templates': List<
    { kind?: Kind; outcome?: Schemas['Outcome']; language?: Schemas['Language'] },
    Template
  >
  '/api/v1/staff/templates/{id}': {
    put: Send<
      { path: { id: string }; header: { 'If-Match'?: string; 'If-None-Match'?: string } },
      Omit<Template, 'id' | 'version'>,
      Template
    >
  }
  '/api/v1/staff/consultations': List<
    { state?: 'open' | 'answered'; cursor?: string; limit?: number },
    Consultation
  >
  '/api/v1/staff/consultations/{id}/answer': {
    post: Send<
      { path: { id: string } },
      { text: string; is_precedent?: boolean; topic?: string },
      Consultation
    >
  }
  '/api/v1/staff/consultations/{id}/cancel': {
    post: Send<{ path: { id: string }; header: { 'If-Match': string } }, Nothing, Consultation>
  }
  '/api/v1/staff/precedents': List<{ q?: string; cursor?: string }, Precedent>
  '/api/v1/staff/transfers': List<{ cursor?: string }, Offer>
  '/api/v1/staff/transfers/{id}/accept': {
    post: Send<{ path: { id: string } }, Nothing, { number: string }>
  }
  '/api/v1/staff/transfers/{id}/refuse': {
    post: Send<{ path: { id: string } }, { reason: string }, unknown>
  }
  '/api/v1/staff/offices/{office}/sheets': {
    get: Call<
      { path: { office: string }; query?: { cursor?: string; limit?: number } },
      { sheets: Sheet[]; missing: number[]; next_cursor?: string | null }
    >
    post: Send<
      { path: { office: string }; header?: { 'Idempotency-Key'?: string } },
      { sheet: number; written_on: string; filing: Schemas['SubmitCase'] },
      Schemas['Receipt']
    >
  }
  '/api/v1/staff/offices/{office}/sheets/{sheet}/void': {
    post: Send<{ path: { office: string; sheet: number } }, { reason: string }, unknown>
  }
  '/api/v1/staff/incidents': {
    get: Call<{ query?: { cursor?: string } }, { items: Incident[]; next_cursor?: string | null }>
    post: Send<
      Nothing,
      { office?: string; text: string; is_solved: boolean; how?: string },
      Incident
    >
  }
  '/api/v1/cases/{number}/correction': Act<{ text: string }>
  '/api/v1/cases/{number}/silence': Act<{ text?: string }>
  '/api/v1/cases/{number}/appeal': Act<{ reason: string }>
  '/api/v1/questions': { get: Call<OfToken, OutsideQuestion> }
  '/api/v1/questions/answer': { post: Send<OfToken, { text: string }, unknown> }
  '/api/v1/entities/{number}/clock': {
    get: Call<
      {
        path: { number: string }
        query: { kind: Kind; service?: string; office?: string; at?: string }
      },
      Schemas['ClockExplained']
    >
  }
}

/** Every path of the contract, and those that are still to come. */
export type Paths = paths & Omit<Planned, keyof paths>
