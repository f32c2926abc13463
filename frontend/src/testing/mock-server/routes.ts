/** Answers the contract's calls from memory. Shared by screen tests and by the pages in mock mode. */
import type {
  AttachmentRef,
  Case,
  CatalogueHits,
  Me,
  ProblemBody,
  Receipt,
  StaffCase,
  State,
  SubmitCase,
} from '../../api/types'
import { KEY, cases, clock, numberOf, rows, staffCase, uncovered } from './cases'
import { entities, services, summaryOf } from './catalogue'

interface Call {
  params: string[]
  query: URLSearchParams
  body: Record<string, unknown>
  request: Request
}
type Handler = (call: Call) => Response | Promise<Response>

const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { 'Content-Type': 'application/json' } })

export function problem(
  status: number,
  code: string,
  title: string,
  more: Partial<ProblemBody> = {},
): Response {
  const body: ProblemBody = {
    type: `https://hilo.example/problems/${code}`,
    code,
    title,
    status,
    reference: 'R-7K3M9Q',
    ...more,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  })
}

const notFound = () =>
  problem(404, 'case.not-found', 'No encontramos ese caso, o la clave no le corresponde.')
const receipts = new Map<string, Receipt>()
let isSignedIn = false
let correlative = 4

const me: Me = {
  id: 'p1',
  name: 'Rosa Quispe',
  email: 'rosa@horizonte.example',
  language: 'es',
  entity: { number: '0001', name: entities[0]?.name ?? '' },
  roles: [
    { role: 'officer', unit: { id: 'un-1', name: 'Subgerencia de Alumbrado' } },
    { role: 'operator', unit: null },
  ],
  may: ['listCases', 'submitCase', 'countViews', 'followQueue'],
}

/** Words of the story that point to something, as the catalogue search reports them. */
function search(q: string): CatalogueHits {
  const words = q
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 3)
  const found = services
    .map((service) => ({ service, matched: words.filter((word) => service.words.includes(word)) }))
    .filter(({ matched }) => matched.length > 0)
    .sort((a, b) => b.matched.length - a.matched.length)
  return {
    services: found.slice(0, 5),
    entities: entities
      .map((entity) => ({
        entity: summaryOf(entity),
        matched: words.filter((word) => entity.name.toLowerCase().includes(word)),
      }))
      .filter(({ matched }) => matched.length > 0),
    kinds: words.some((word) => ['demora', 'pidieron', 'veces', 'gritaron'].includes(word))
      ? [{ kind: 'complaint', matched: ['pidieron'] }]
      : [],
  }
}

function tracked(
  { params: [number = ''], request }: Call,
  act: (item: Case) => void = () => undefined,
): Response {
  const found = cases.get(number)
  const key = (request.headers.get('Case-Key') ?? '').replaceAll('-', '').toUpperCase()
  if (!found || key !== KEY) return notFound()
  act(found)
  return json(found)
}

function later(item: Case, event: string, text: string | null = null) {
  item.version += 1
  item.thread.push({
    seq: item.thread.length + 1,
    at: new Date().toISOString(),
    event,
    by: 'person',
    unit: null,
    text,
  })
}

function submit({ request, body }: Call): Response {
  const key = request.headers.get('Idempotency-Key') ?? ''
  const known = receipts.get(key)
  if (known) return json(known, 201)
  const { story, entity, kind } = body
  if (typeof story !== 'string' || story.trim() === '')
    return problem(422, 'request.invalid', 'Hay datos por corregir.', {
      errors: [{ pointer: '/story', code: 'length', message: 'Escribe qué pasó.' }],
    })
  const home = entities.find((each) => each.number === entity) ?? entities[0]
  if (!home) return problem(422, 'entity.not-found', 'No conocemos esa entidad.')
  const [sample] = cases.values()
  const number = numberOf(home.number, 900 + correlative++)
  const option = home.kinds.find((each) => each.kind === kind)
  const receipt: Receipt = {
    number,
    key: '7K3M-9QX2-ABCD-1234',
    entity: { number: home.number, name: home.name },
    kind: option?.kind ?? 'complaint',
    filed_at: new Date().toISOString(),
    counted_from: '2026-11-23',
    due_on: option?.term ? '2027-01-08' : null,
    term: option?.term ?? null,
    zone: home.zone,
    track_path: `/c/${number}#7K3M-9QX2-ABCD-1234`,
  }
  receipts.set(key, receipt)
  if (sample)
    cases.set(number, {
      ...structuredClone(sample),
      number,
      state: 'registered',
      story,
      entity: receipt.entity,
      kind: receipt.kind,
      thread: sample.thread.slice(0, 1),
      attachments: [],
      service: null,
      place: null,
      wanted: null,
      holder: null,
    })
  return json(receipt, 201)
}

async function upload({ params: [number = ''], request }: Call): Promise<Response> {
  const file = (await request.formData()).get('file')
  const item = cases.get(number)
  if (!(file instanceof File) || !item) return notFound()
  const made: AttachmentRef = {
    id: `at-${item.attachments.length + 1}`,
    name: file.name,
    media_type: file.type,
    size: file.size,
    uploaded_at: new Date().toISOString(),
    by: 'person',
  }
  item.attachments.push(made)
  return json(made, 201)
}

/** Applies a staff command to the remembered case, with the version check of the real one. */
function command(act: (item: StaffCase, body: Record<string, unknown>) => State | null): Handler {
  return ({ params: [number = ''], request, body }) => {
    const item = staffCase(number)
    if (!item) return notFound()
    if (request.headers.get('If-Match') !== `"${item.version}"`)
      return problem(412, 'case.stale', 'Otra persona cambió este caso mientras tanto.')
    const next = act(item, body)
    item.version += 1
    const row = rows.find((each) => each.number === number)
    if (next) item.state = next
    if (row)
      Object.assign(row, {
        state: item.state,
        version: item.version,
        unit: item.unit,
        assignee: item.assignee,
      })
    return json(staffCase(number))
  }
}

function listCases({ query }: Call): Response {
  const view = query.get('view') ?? 'all'
  const wanted = rows.filter((row) => {
    if (view === 'late' && !row.due?.is_late) return false
    if (view === 'to_triage' && row.state !== 'registered' && row.state !== 'in_triage')
      return false
    if (view === 'to_review' && row.state !== 'in_review') return false
    if (view === 'disputed' && row.cycle < 2) return false
    if (view === 'mine' && row.assignee?.name !== 'Rosa Quispe') return false
    if (query.get('kind') && row.kind !== query.get('kind')) return false
    if (query.get('state') && row.state !== query.get('state')) return false
    return (row.summary + row.number).toLowerCase().includes((query.get('q') ?? '').toLowerCase())
  })
  if (query.get('sort') === 'due')
    wanted.sort((a, b) => (a.due?.days_left ?? 99) - (b.due?.days_left ?? 99))
  const start = Number(query.get('cursor') ?? 0)
  const end = start + Number(query.get('limit') ?? 25)
  return json({
    items: wanted.slice(start, end),
    next_cursor: end < wanted.length ? String(end) : null,
  })
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const stream = () =>
  new Response(
    new ReadableStream({
      start: (pipe) => pipe.enqueue(new TextEncoder().encode(': still here\n\n')),
    }),
    { headers: { 'Content-Type': 'text/event-stream' } },
  )

const routes: [method: string, path: RegExp, handler: Handler][] = [
  [
    'GET',
    /^\/entities$/,
    ({ query }) =>
      json({
        items: entities
          .map(summaryOf)
          .filter((each) => each.name.toLowerCase().includes((query.get('q') ?? '').toLowerCase())),
        next_cursor: null,
      }),
  ],
  [
    'GET',
    /^\/entities\/(\d+)$/,
    ({ params }) => json(entities.find((each) => each.number === params[0]) ?? entities[0]),
  ],
  [
    'GET',
    /^\/entities\/(\d+)\/services$/,
    ({ params }) =>
      json({
        items: services.filter((each) => each.entity.number === params[0]),
        next_cursor: null,
      }),
  ],
  [
    'GET',
    /^\/entities\/(\d+)\/services\/([^/]+)$/,
    ({ params }) => json(services.find((each) => each.id === params[1]) ?? services[0]),
  ],
  ['GET', /^\/catalogue\/search$/, ({ query }) => json(search(query.get('q') ?? ''))],
  ['POST', /^\/cases$/, submit],
  ['GET', /^\/cases\/([\d-]+)$/, (call) => tracked(call)],
  ['GET', /^\/cases\/([\d-]+)\/follow$/, stream],
  ['GET', /^\/staff\/follow$/, stream],
  ['GET', /^\/staff\/cases\/([\d-]+)\/clocks$/, () => json({ clocks: [clock()] })],
  ['GET', /^\/cases\/([\d-]+)\/clocks$/, () => json({ clocks: [clock()] })],
  [
    'POST',
    /^\/cases\/([\d-]+)\/messages$/,
    (call) => tracked(call, (item) => later(item, 'case.message-added', text(call.body['text']))),
  ],
  ['POST', /^\/cases\/([\d-]+)\/attachments$/, upload],
  [
    'POST',
    /^\/cases\/([\d-]+)\/withdraw$/,
    (call) =>
      tracked(call, (item) => {
        later(item, 'case.withdrawn')
        item.state = 'withdrawn'
        item.actions = []
      }),
  ],
  [
    'POST',
    /^\/cases\/([\d-]+)\/rating$/,
    (call) =>
      tracked(call, (item) => {
        later(item, 'case.rated')
        item.actions = item.actions.filter((each) => each !== 'rateCase')
        item.rating = {
          stars: Number(call.body['stars']),
          solved: call.body['solved'] === 'yes' ? 'yes' : 'no',
          reasons: [],
          comment: text(call.body['comment']) || null,
          rated_at: new Date().toISOString(),
        }
      }),
  ],
  [
    'POST',
    /^\/cases\/([\d-]+)\/dispute$/,
    (call) =>
      tracked(call, (item) => {
        later(item, 'case.disputed', text(call.body['reason']))
        item.state = 'in_progress'
        item.cycle += 1
        item.actions = ['addMessage']
      }),
  ],
  [
    'POST',
    /^\/staff\/sign-in$/,
    ({ body }) => {
      if (body['code'] === '000000')
        return problem(401, 'auth.refused', 'El correo, la contraseña o el código no coinciden.')
      isSignedIn = true
      return json(me)
    },
  ],
  [
    'POST',
    /^\/staff\/refresh$/,
    () => (isSignedIn ? json(me) : problem(401, 'auth.refused', 'La sesión terminó.')),
  ],
  [
    'POST',
    /^\/staff\/sign-out$/,
    () => {
      isSignedIn = false
      return new Response(null, { status: 204 })
    },
  ],
  [
    'GET',
    /^\/staff\/me$/,
    () => (isSignedIn ? json(me) : problem(401, 'auth.refused', 'La sesión terminó.')),
  ],
  [
    'GET',
    /^\/staff\/views$/,
    () =>
      json({
        views: [
          ['mine', 9],
          ['unit', 24],
          ['to_triage', 18],
          ['to_review', 8],
          ['late', 14],
          ['disputed', 3],
          ['all', 60],
        ].map(([view, count]) => ({ view, count })),
      }),
  ],
  ['GET', /^\/staff\/cases$/, listCases],
  [
    'GET',
    /^\/staff\/cases\/([\d-]+)$/,
    ({ params: [number = ''], query }) => {
      const item = staffCase(number)
      if (!item) return notFound()
      return json(query.has('reason') ? { ...item, filer: uncovered } : item)
    },
  ],
  [
    'GET',
    /^\/staff\/cases\/([\d-]+)\/history$/,
    ({ params: [number = ''] }) =>
      json({
        items: (staffCase(number)?.thread ?? []).map((item) => ({
          seq: item.seq,
          at: item.at,
          event: item.event,
          from: null,
          to: 'assigned',
          actor: { kind: 'staff', name: 'Marco Rojas', role: 'officer' },
          reason: item.text,
          data: {},
        })),
        next_cursor: null,
      }),
  ],
  ['GET', /^\/staff\/units$/, () => json({ items: entities[0]?.units ?? [] })],
  [
    'GET',
    /^\/staff\/officers$/,
    () =>
      json({
        items: [
          {
            id: 'of-a',
            name: 'Rosa Quispe',
            roles: ['officer'],
            unit: { id: 'un-1', name: 'Subgerencia de Alumbrado' },
            open_cases: 7,
          },
          { id: 'of-b', name: 'Marco Rojas', roles: ['officer'], unit: null, open_cases: 2 },
        ],
      }),
  ],
  ['POST', /\/([\d-]+)\/triage$/, command(() => 'in_triage')],
  [
    'POST',
    /\/([\d-]+)\/assign$/,
    command((item, body) => {
      const unit = entities[0]?.units.find((each) => each.id === body['unit'])
      item.unit = unit ? { id: unit.id, name: unit.name } : null
      return 'assigned'
    }),
  ],
  ['POST', /\/([\d-]+)\/accept$/, command(() => 'in_progress')],
  ['POST', /\/([\d-]+)\/return$/, command(() => 'in_triage')],
  [
    'POST',
    /\/([\d-]+)\/draft$/,
    command((item, body) => {
      item.responses.push({
        id: 'r2',
        cycle: item.cycle,
        status: body['step'] === 'save' ? 'draft' : 'in_review',
        outcome: 'done',
        text: text(body['text']),
        measures: [],
        basis: null,
        ground: null,
        points: [],
        late_reason: null,
        drafted_by: me.name,
        drafted_at: new Date().toISOString(),
        reviewed_by: null,
        comment: null,
        sent_at: null,
      })
      return body['step'] === 'save' ? 'response_drafted' : 'in_review'
    }),
  ],
  [
    'POST',
    /\/([\d-]+)\/review$/,
    command((item, body) => {
      for (const each of item.responses)
        each.status = body['verdict'] === 'approve' ? 'approved' : 'sent_back'
      return body['verdict'] === 'approve' ? 'in_review' : 'in_progress'
    }),
  ],
  ['POST', /\/([\d-]+)\/respond$/, command(() => 'notified')],
  [
    'POST',
    /\/([\d-]+)\/notes$/,
    command((item, body) => {
      item.notes.push({
        id: `n${item.notes.length + 1}`,
        at: new Date().toISOString(),
        author: me.name,
        text: text(body['text']),
      })
      return null
    }),
  ],
  ['POST', /\/([\d-]+)\/reopen$/, command(() => 'in_progress')],
]

/** Makes the mock forget who is signed in. */
export function signEverybodyOut(): void {
  isSignedIn = false
}

/** Answers one call. The path begins after `/api/v1`. */
export async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const path = url.pathname.replace('/api/v1', '')
  for (const [method, pattern, handler] of routes) {
    const match = request.method === method ? pattern.exec(path) : null
    if (!match) continue
    const isJson = (request.headers.get('Content-Type') ?? '').includes('json')
    const raw = isJson ? await request.text() : ''
    return await handler({
      params: match.slice(1),
      query: url.searchParams,
      body: raw === '' ? {} : JSON.parse(raw),
      request,
    })
  }
  return problem(404, 'request.not-found', `No hay ${request.method} ${path}`)
}

/** What a person sends, for tests that look at it. */
export type Sent = SubmitCase
