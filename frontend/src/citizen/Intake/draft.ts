/**
 * What a person has written and not yet sent. Kept on the device at every keystroke, because phones close
 * pages without asking; forgotten as soon as the case has its number.
 */
import { newIdempotencyKey } from '../../api/client'
import type { Answers, DocumentType, Entity, Kind, Service, SubmitCase } from '../../api/types'
import { keep, kept } from '../../ui/preferences'

/** How the person wants to be known. `null` until asked. */
export type Identity = 'name' | 'contact' | 'company' | 'anonymous'

/** What the person said about themselves. */
export interface DraftFiler {
  identity: Identity | null
  name: string
  documentType: DocumentType | ''
  documentNumber: string
  email: string
  phone: string
  address: string
  notices: NonNullable<SubmitCase['filer']>['notices'] | null
  /** What holds for this person and not for most. */
  circumstances: Circumstance[]
  age: string
  adultName: string
  adultRelation: string
  adultPhone: string
  otherName: string
  otherRelation: string
  /** ISO code of another country than that of the public body. */
  country: string
}

/** Under age, writing for somebody else, living abroad. */
export type Circumstance = 'minor' | 'behalf' | 'abroad'

/** A sending whose fate is unknown: the very same must be sent again, under the same key. */
export interface Attempt {
  key: string
  body: SubmitCase
}

export interface Draft {
  format: 1
  /** Names the papers of this draft on the device. Never leaves it. */
  id: string
  savedAt: string
  story: string
  /** Language of the story where it is none of the interface. Absent in drafts of older pages. */
  writtenIn?: string
  wanted: string
  kind: Kind | null
  /** What the person wanted first and the chosen body does not take. Absent in drafts of older pages. */
  lostKind?: Kind | null
  entity: Entity | null
  service: Service | null
  office: string
  placeText: string
  district: string
  occurredOn: string
  answers: Answers
  filer: DraftFiler
  /** Set while the camera or the file list is open, so that a page closed by the phone can explain itself. */
  isPickingFile: boolean
  hasSeenPapers: boolean
  attempt: Attempt | null
}

/** Thirty days: after that a draft is more likely somebody else's than forgotten. */
const LIFE_MS = 30 * 86_400_000

/** A draft with nothing in it. */
export function emptyDraft(): Draft {
  return {
    format: 1,
    id: newIdempotencyKey(),
    savedAt: new Date().toISOString(),
    story: '',
    wanted: '',
    kind: null,
    lostKind: null,
    entity: null,
    service: null,
    office: '',
    placeText: '',
    district: '',
    occurredOn: '',
    answers: {},
    filer: {
      identity: null,
      name: '',
      documentType: '',
      documentNumber: '',
      email: '',
      phone: '',
      address: '',
      notices: null,
      circumstances: [],
      age: '',
      adultName: '',
      adultRelation: '',
      adultPhone: '',
      otherName: '',
      otherRelation: '',
      country: '',
    },
    isPickingFile: false,
    hasSeenPapers: false,
    attempt: null,
  }
}

/** The draft of this device, or null when there is none, it is too old or not ours. */
export function readDraft(): Draft | null {
  try {
    const found: unknown = JSON.parse(kept('draft') ?? 'null')
    if (!isDraft(found) || Date.now() - Date.parse(found.savedAt) >= LIFE_MS) return null
    // Drafts of older pages lack what was asked later.
    return { ...found, filer: { ...emptyDraft().filer, ...found.filer } }
  } catch {
    return null
  }
}

/** Keeps the draft on the device. False when the device does not let us. */
export function writeDraft(draft: Draft): boolean {
  return keep('draft', JSON.stringify(draft))
}

/** Forgets the draft. */
export function dropDraft(): void {
  keep('draft', null)
}

/** Only what we wrote ourselves is read back; `format` changes with the shape. */
function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 1 &&
    'filer' in value
  )
}
