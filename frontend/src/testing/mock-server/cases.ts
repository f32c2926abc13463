/** Invented cases in every state that a screen must be able to draw. Not shipped. */
import type {
  Case,
  CaseRow,
  ClockExplained,
  Due,
  StaffCase,
  State,
  ThreadItem,
} from '../../api/types'
import { fitsCheckDigit } from '../../citizen/case-number'

/** A case number with its check digit. */
export function numberOf(entity: string, correlative: number): string {
  const digits = `${entity}26${String(correlative).padStart(7, '0')}`
  const check = [...'0123456789'].find((digit) => fitsCheckDigit(digits + digit)) ?? '0'
  return `${entity}-${digits.slice(4, 9)}-${digits.slice(9)}${check}`
}

export const KEY = '7K3M9QX2ABCD1234'
const day = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * day).toISOString()
const on = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10)

export function due(daysLeft: number, change: Partial<Due> = {}): Due {
  const date = on(Math.round(daysLeft * 1.4))
  return {
    on: date,
    at: `${date}T23:59:59Z`,
    days_left: daysLeft,
    is_late: daysLeft < 0,
    is_paused: false,
    is_stopped: false,
    unit: 'working_days',
    ...change,
  }
}

const item = (
  seq: number,
  event: string,
  by: ThreadItem['by'],
  days: number,
  unit: string | null = null,
  text: string | null = null,
): ThreadItem => ({
  seq,
  at: ago(days),
  event,
  by,
  unit,
  text,
})

const entity = { number: '0001', name: 'Municipalidad Distrital de Nuevo Horizonte' }

const open: Case = {
  number: '0001-26000-00010',
  entity,
  kind: 'service_request',
  service: { id: 'sv-1', name: 'Reparar una luminaria apagada' },
  state: 'in_progress',
  outcome: null,
  wanted: 'Que cambien el foco antes de las fiestas.',
  story:
    'El poste frente al colegio San Martín lleva tres semanas apagado. En la noche no se ve nada y ya robaron dos veces en la cuadra.',
  place: {
    text: 'Jr. Las Flores, frente al colegio San Martín',
    district: 'Nuevo Horizonte',
    latitude: null,
    longitude: null,
  },
  language: 'es',
  channel: 'web',
  filed_at: ago(6),
  zone: 'America/Lima',
  due: due(3),
  cycle: 1,
  rating: null,
  dispute_until: null,
  response: null,
  holder: { entity: entity.name, unit: 'Subgerencia de Alumbrado', since: ago(3) },
  version: 5,
  attachments: [
    {
      id: 'at-1',
      name: 'poste.jpg',
      media_type: 'image/jpeg',
      size: 214_000,
      uploaded_at: ago(6),
      by: 'person',
    },
  ],
  correction: null,
  silence: null,
  appeal: null,
  links: [],
  waiting_since: ago(6),
  written_in: null,
  sheet: null,
  waiting: null,
  actions: ['addMessage', 'uploadAttachment', 'withdrawCase'],
  thread: [
    item(1, 'case.registered', 'person', 6),
    item(2, 'case.triaged', 'system', 6),
    item(3, 'case.assigned', 'body', 4, 'Subgerencia de Alumbrado'),
    item(4, 'case.accepted', 'body', 3, 'Subgerencia de Alumbrado'),
    item(
      5,
      'case.message-added',
      'person',
      2,
      null,
      'Anoche tampoco prendió. El número del poste es 4417.',
    ),
  ],
}

const answered: Case = {
  ...open,
  number: '0001-26000-00029',
  kind: 'complaint',
  service: null,
  state: 'notified',
  outcome: 'partially_accepted',
  story:
    'Fui tres veces a pedir mi partida y me hicieron regresar por un papel que no figura en la lista de requisitos.',
  wanted: null,
  place: null,
  due: due(8, { is_stopped: true }),
  attachments: [],
  version: 9,
  dispute_until: on(12),
  actions: ['addMessage', 'rateCase', 'disputeCase'],
  holder: null,
  response: {
    outcome: 'partially_accepted',
    unit: 'Registro Civil',
    cycle: 1,
    signed_at: ago(1),
    text: 'Revisamos sus tres visitas. Usted tiene razón: el papel que le pidieron no es un requisito.\n\nSu partida ya está lista y puede recogerla en la sede central sin pagar nada más. Le pedimos disculpas por el tiempo perdido.',
    measures: [
      {
        text: 'Publicar la lista de requisitos en cada ventanilla.',
        owner: 'Registro Civil',
        due_on: on(10),
      },
    ],
    basis: null,
    ground: null,
    points: [],
    late_reason: null,
  },
  thread: [
    item(1, 'case.registered', 'person', 12),
    item(2, 'case.assigned', 'body', 10, 'Registro Civil'),
    item(3, 'case.accepted', 'body', 9, 'Registro Civil'),
    item(4, 'case.responded', 'body', 1, 'Registro Civil'),
    item(5, 'case.notified', 'system', 1),
  ],
}

export const cases = new Map<string, Case>(
  [open, answered].map((each) => [each.number, structuredClone(each)]),
)

const STATES: State[] = [
  'registered',
  'in_triage',
  'assigned',
  'in_progress',
  'response_drafted',
  'in_review',
  'notified',
]
const STORIES = [
  'Poste apagado hace tres semanas frente al colegio San Martín',
  'Basura acumulada en la esquina del mercado desde el lunes',
  'Me pidieron un papel que no está en la lista de requisitos',
  'Quiero saber cómo pedir una copia de la partida de nacimiento',
  'La señora de la ventanilla 4 me explicó todo con mucha paciencia',
  'Propongo que la cola para adultos mayores tenga asientos y sombra, porque en verano se desmayan',
]
const KINDS: CaseRow['kind'][] = [
  'service_request',
  'service_request',
  'complaint',
  'query',
  'praise',
  'suggestion',
]
const UNITS = ['Subgerencia de Alumbrado', 'Gerencia de Limpieza Pública', 'Registro Civil']

export const rows: Pick<StaffCase, keyof CaseRow>[] = Array.from({ length: 60 }, (_, n) => {
  const state = STATES[n % STATES.length] ?? 'registered'
  const left = (n % 17) - 4
  return {
    number: numberOf('0001', n + 10),
    kind: KINDS[n % 6] ?? 'query',
    state,
    outcome: null,
    summary: STORIES[n % 6] ?? '',
    service: n % 6 < 2 ? 'Reparar una luminaria apagada' : null,
    unit: n % 7 < 2 ? null : { id: `un-${(n % 3) + 1}`, name: UNITS[n % 3] ?? '' },
    assignee: n % 7 < 3 ? null : { id: 'of-a', name: n % 2 ? 'Rosa Quispe' : 'Marco Rojas' },
    filed_at: ago(n / 2),
    due:
      KINDS[n % 6] === 'praise'
        ? null
        : due(
            left,
            state === 'notified' ? { is_stopped: true } : n % 13 === 5 ? { is_paused: true } : {},
          ),
    priority: n % 11 === 0 ? 'urgent' : 'normal',
    channel: n % 4 ? 'web' : 'phone',
    district: n % 3 ? 'Nuevo Horizonte' : null,
    cycle: n % 19 === 3 ? 2 : 1,
    version: 1,
    is_imported: n % 9 === 8,
  }
})

const ACTIONS: Partial<Record<State, string[]>> = {
  registered: ['triageCase', 'addNote'],
  in_triage: ['triageCase', 'assignCase', 'addNote'],
  assigned: ['acceptCase', 'returnCase', 'assignCase', 'addNote'],
  in_progress: ['draftResponse', 'returnCase', 'addNote'],
  response_drafted: ['draftResponse', 'addNote'],
  in_review: ['reviewResponse', 'respondToCase', 'addNote'],
  notified: ['reopenCase', 'addNote'],
}

// The contract leaves the type of an answer to its question, so the values come as they would from the wire.
const ANSWERS: StaffCase['answers'] = JSON.parse(
  '[{"id":"poste","label":"¿Qué le pasa a la luz?","value":"No prende"},{"id":"peligro","label":"¿Hay cables sueltos?","value":false}]',
)

/** Who filed, as it is shown to somebody who gave a reason. */
export const uncovered: StaffCase['filer'] = {
  type: 'natural',
  name: 'Rosa Mamani',
  document: 'dni 40414417',
  email: 'rosa@persona.example',
  phone: null,
  address: null,
  country: null,
  age: null,
  is_masked: false,
}

const details = new Map<string, StaffCase>()

/** The whole case behind a row, made at the first look. */
export function staffCase(number: string): StaffCase | null {
  const row = rows.find((each) => each.number === number)
  if (!row) return null
  const known = details.get(number)
  const made: StaffCase = known ?? {
    ...row,
    story: `${row.summary}. ${open.story}`,
    wanted: open.wanted,
    place: open.place,
    occurred_on: on(-8),
    answers: ANSWERS,
    language: 'es',
    entity,
    filer: {
      type: 'natural',
      name: null,
      document: null,
      email: null,
      phone: null,
      address: null,
      country: null,
      age: null,
      is_masked: true,
    },
    messages: [
      {
        id: 'm1',
        at: ago(2),
        by: 'person',
        text: 'Anoche tampoco prendió. El número del poste es 4417.',
      },
    ],
    notes: [
      {
        id: 'n1',
        at: ago(1),
        author: 'Marco Rojas',
        text: 'La cuadrilla pasa el jueves; falta repuesto.',
      },
    ],
    attachments: open.attachments,
    responses:
      row.state === 'in_review'
        ? [
            {
              id: 'r1',
              cycle: 1,
              status: 'in_review',
              outcome: 'done',
              drafted_by: 'Rosa Quispe',
              drafted_at: ago(1),
              reviewed_by: null,
              comment: null,
              sent_at: null,
              text: 'Cambiamos la lámpara del poste 4417 el jueves en la tarde. Si vuelve a fallar, responda a este mensaje.',
              measures: [],
              basis: null,
              ground: null,
              points: [],
              late_reason: null,
            },
          ]
        : [],
    rating: null,
    thread: open.thread,
    outcomes: [
      'accepted',
      'partially_accepted',
      'denied',
      'done',
      'not_done',
      'informed',
      'not_ours',
    ],
    points: [],
    correction: null,
    extension: null,
    suspension_grounds: [],
    archive_grounds: [],
    refusal_grounds: [],
    reasoned: [],
    with_measures: [],
    consultations: [],
    links: [],
    waiting_since: row.filed_at,
    transfer: null,
    parties: [],
    deliveries: [],
    written_in: null,
    is_confidential: false,
    sheet: null,
    bounces: 0,
    actions: [],
  }
  made.actions = ACTIONS[made.state] ?? []
  details.set(number, made)
  return made
}

export function clock(): ClockExplained {
  const days = Array.from({ length: 14 }, (_, n) => {
    const date = on(n - 6)
    const weekdayNumber = new Date(`${date}T12:00:00Z`).getUTCDay()
    const isWeekend = weekdayNumber === 0 || weekdayNumber === 6
    return {
      on: date,
      counts: !isWeekend && n !== 4,
      n: isWeekend || n === 4 ? null : n,
      reason: isWeekend ? 'weekend' : n === 4 ? 'holiday' : null,
      why: n === 4 ? 'Batalla de Ayacucho' : null,
      source: n === 4 ? 'Ley 31381' : null,
    }
  })
  let counted = 0
  for (const each of days) if (each.counts) each.n = ++counted
  return {
    name: 'main',
    cycle: 1,
    unit: 'working_days',
    length: counted,
    source: 'DS 007-2020-PCM, art. 11',
    zone: 'America/Lima',
    calendar_version: 'PE.7',
    started_at: ago(7),
    counted_from: on(-6),
    due_on: on(7),
    state: 'running',
    extended_by: 0,
    days,
    events: [{ at: ago(7), what: 'start', days: null, reason: null }],
  }
}
