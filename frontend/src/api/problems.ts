/** What can go wrong with a call, told apart by what the person can do about it. */
import type { EntityRef, ProblemBody } from './types'

/** Why a call did not succeed: no connection, no answer in time, a refusal in words, or a fault. */
export type RefusalKind = 'offline' | 'slow' | 'refused' | 'broken'

/** A field the server did not accept. `pointer` is a JSON pointer into the body, such as `/story`. */
export interface FieldRefusal {
  pointer: string
  code: string
  message: string
}

/** A call that did not succeed. Thrown by the client, shown by `ui/Problem`. */
export class Refusal extends Error {
  readonly kind: RefusalKind
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  /** Stable code of the problem, such as `case.not-now`; empty when the server gave none. */
  readonly code: string
  readonly detail: string | null
  /** What to quote when asking for help. */
  readonly reference: string | null
  readonly fields: readonly FieldRefusal[]
  /** Choices of `auth.choose-entity`. */
  readonly entities: readonly EntityRef[]
  /** Seconds to wait before the next try, where the server says so. */
  readonly retryAfter: number | null

  constructor(
    kind: RefusalKind,
    body: Partial<ProblemBody> = {},
    retryAfter: number | null = null,
  ) {
    super(body.title ?? kind)
    this.kind = kind
    this.status = body.status ?? 0
    this.code = body.code ?? ''
    this.detail = body.detail ?? null
    this.reference = body.reference ?? null
    this.fields = body.errors ?? []
    this.entities = body.entities ?? []
    this.retryAfter = retryAfter
  }

  /** The message for one field, or null. Pointers below the field count too: `/filer` has `/filer/name`. */
  field(pointer: string): string | null {
    const found = this.fields.find(
      (f) => f.pointer === pointer || f.pointer.startsWith(`${pointer}/`),
    )
    return found?.message ?? null
  }

  /** Whether sending the same thing again can help. */
  get canRetry(): boolean {
    return this.kind !== 'refused' || this.status === 429 || this.status === 503
  }
}

/** Turns an answer that is not a success into a refusal. */
export function refusalOf(error: unknown, response: Response): Refusal {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN)
  const seconds = Number.isFinite(retryAfter) ? retryAfter : null
  if (isProblem(error))
    return new Refusal(response.status >= 500 ? 'broken' : 'refused', error, seconds)
  return new Refusal('broken', { status: response.status }, seconds)
}

/** Turns whatever a failed `fetch` throws into a refusal. */
export function refusalOfThrown(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError') return new Refusal('slow')
  if (thrown instanceof TypeError) return new Refusal('offline')
  return new Refusal('broken')
}

function isProblem(value: unknown): value is ProblemBody {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    'title' in value &&
    'status' in value
  )
}
