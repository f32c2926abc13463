/** Short names for the types of the wire. They come from the contract and from nowhere else. */
import type { components, operations } from './contract'

type Schemas = components['schemas']

/** What a list operation lists. */
type Listed<O extends keyof operations> = operations[O] extends {
  responses: { 200: { content: { 'application/json': { items: (infer Item)[] } } } }
}
  ? Item
  : never

export type AttachmentRef = Schemas['AttachmentRef']
export type Case = Schemas['Case']
export type CaseRow = Listed<'listCases'>
export type CatalogueHits = Schemas['CatalogueHits']
export type Channel = Schemas['Channel']
export type ClockExplained = Schemas['ClockExplained']
export type Due = Schemas['Due']
export type Entity = Schemas['Entity']
export type EntityRef = Schemas['EntityRef']
export type EntitySummary = Listed<'listEntities'>
export type Filer = Schemas['Filer']
export type FilerView = Schemas['FilerView']
export type Kind = Schemas['Kind']
export type KindOption = Schemas['KindOption']
export type Language = Schemas['Language']
export type Me = Schemas['Me']
export type Officer = Schemas['Officer']
export type Outcome = Schemas['Outcome']
export type Priority = Schemas['Priority']
export type Question = Schemas['Question']
export type Reason = Schemas['RatingReason']
export type Receipt = Schemas['Receipt']
export type Service = Schemas['Service']
export type ServiceSummary = Listed<'listServices'>
export type StaffCase = Schemas['StaffCase']
export type Sort = Schemas['Sort']
export type State = Schemas['State']
export type Term = Schemas['Term']
export type ThreadItem = Schemas['ThreadItem']
export type UnitSummary = Schemas['UnitSummary']
export type ViewCount = Schemas['ViewCount']

/** A problem (RFC 9457). Some problems carry more than the common fields. */
export type ProblemBody = Schemas['Problem'] & { detail?: string | null; entities?: EntityRef[] }

export type DayUnit = Due['unit']
export type DocumentType = NonNullable<Filer['document']>['type']
/** An answer to a question of a service. The contract leaves the type to the question. */
export type Answer = string | number | boolean | string[]
export type Answers = Record<string, Answer>

/** A case to be filed, with the answers as the page knows them. */
export type SubmitCase = Omit<Schemas['SubmitCase'], 'answers'> & { answers?: Answers }

export type AnswerWaits = Schemas['AnswerWaits']
export type CaseLink = Schemas['CaseLink']
export type Consultation = Schemas['Consultation']
export type Delivery = Schemas['DeliveryView']
export type Ground = Schemas['GroundOption']
export type Incident = Schemas['Incident']
export type Offer = Schemas['TransferOffer']
export type OutsideQuestion = Schemas['OutsideQuestion']
export type PartyRole = keyof Schemas['Parties']
export type PartyView = Schemas['PartyView']
export type Sheet = Schemas['Sheet']
export type Template = Schemas['Template']
export type Measure = NonNullable<Case['response']>['measures'][number]
export type Response = NonNullable<Case['response']>
export type Rating = NonNullable<Case['rating']>
export type Solved = Rating['solved']
export type Role = Me['roles'][number]['role']
export type View = ViewCount['view']
export type InboxQuery = NonNullable<operations['listCases']['parameters']['query']>
