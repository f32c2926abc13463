/** The only door to the network. Every call goes through here. */
import createClient from 'openapi-fetch'
import type { paths } from './contract'
import { refusalOf, refusalOfThrown } from './problems'
import type { Language } from './types'

/** Where every path of the contract begins. */
export const API_BASE = '/api/v1'

/** The longest we wait for an answer. Old phones on 256 kbit/s need time; nobody waits for ever. */
const PATIENCE_MS = 45_000

let language: Language = 'es'
let onSignedOut: (() => void) | null = null

/** The language in which names and problem texts should come back. */
export function speak(next: Language): void {
  language = next
}

/** Makes this page a staff page: calls renew the session, and `act` is told when that is not possible. */
export function actAsStaff(act: () => void): void {
  onSignedOut = act
}

async function send(request: Request): Promise<Response> {
  // AbortSignal.any and .timeout are missing on phones that people still use.
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(new DOMException('', 'TimeoutError')), PATIENCE_MS)
  request.signal.addEventListener('abort', () => limit.abort(request.signal.reason), { once: true })
  try {
    return await fetch(request, { signal: limit.signal })
  } finally {
    clearTimeout(timer)
  }
}

let renewal: Promise<boolean> | null = null

/** Renews the staff session once for all calls that met a 401 at the same time. */
function renewed(): Promise<boolean> {
  renewal ??= fetch(`${API_BASE}/staff/refresh`, {
    method: 'POST',
    headers: { 'Hilo-Client': 'web', 'Content-Type': 'application/json' },
    body: '{}',
  })
    .then((answer) => answer.ok)
    .catch(() => false)
    .finally(() => {
      renewal = null
    })
  return renewal
}

const NEVER_RENEWED = ['/staff/sign-in', '/staff/refresh', '/staff/sign-out']

function canRenew(url: string): boolean {
  const path = new URL(url).pathname
  return onSignedOut !== null && !NEVER_RENEWED.some((end) => path.endsWith(end))
}

async function sendAndRenew(request: Request): Promise<Response> {
  if (!canRenew(request.url)) return await send(request)
  const again = request.clone()
  const answer = await send(request)
  if (answer.status !== 401) return answer
  if (await renewed()) return await send(again)
  onSignedOut?.()
  return answer
}

/** Calls by path and method, typed by the contract. */
export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  fetch: sendAndRenew,
})

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', language)
    request.headers.set('Hilo-Client', 'web')
    return request
  },
})

interface Exchange<T> {
  data?: T
  error?: unknown
  response: Response
}

function arrived<T>(call: Promise<Exchange<T>>): Promise<Exchange<T>> {
  return call.catch((thrown: unknown) => {
    throw refusalOfThrown(thrown)
  })
}

/** The body of a successful answer; throws a `Refusal` otherwise. */
export async function take<T>(call: Promise<Exchange<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await arrived(call)
  if (!response.ok || data == null) throw refusalOf(error, response)
  return data
}

/** Like `take`, but null when it was done and there is nothing to show any more (204). */
export async function takeIfAny<T>(call: Promise<Exchange<T>>): Promise<NonNullable<T> | null> {
  const { data, error, response } = await arrived(call)
  if (response.status === 204) return null
  if (!response.ok || data == null) throw refusalOf(error, response)
  return data
}

/** For answers without a body. Throws a `Refusal` when it did not succeed. */
export async function finish(call: Promise<Exchange<unknown>>): Promise<void> {
  const { error, response } = await arrived(call)
  if (!response.ok) throw refusalOf(error, response)
}

/** A fresh idempotency key: the same key sent twice makes one thing. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The `If-Match` value of a version. */
export function ifMatch(version: number): string {
  return `"${version}"`
}

/** Raw headers for calls that stream and therefore cannot use the typed client. */
export function streamHeaders(extra: Record<string, string>): Headers {
  return new Headers({
    Accept: 'text/event-stream',
    'Accept-Language': language,
    'Hilo-Client': 'web',
    ...extra,
  })
}
