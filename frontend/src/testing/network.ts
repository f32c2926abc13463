/** Puts the mock answers where the network would be. */
import { vi } from 'vitest'
import { answer } from './mock-server/routes'

/** A call as the page made it. */
export interface Call {
  method: string
  path: string
  headers: Headers
  body: unknown
}

type Override = (request: Request) => Response | Promise<Response> | undefined

/** Answers every call from memory, or as the override says. Returns the calls in order. */
export function serve(override: Override = () => undefined): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request =
      input instanceof Request
        ? input
        : new Request(new URL(input, location.origin), { ...init, signal: null })
    const isJson = (request.headers.get('Content-Type') ?? '').includes('json')
    const body: unknown = isJson ? await request.clone().json() : null
    const { pathname, search } = new URL(request.url)
    calls.push({
      method: request.method,
      path: pathname.replace('/api/v1', '') + search,
      headers: request.headers,
      body,
    })
    return (await override(request)) ?? (await answer(request))
  })
  return calls
}

/** Nothing reaches the server. */
export function cutTheLine(): void {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
}

/** The server never answers. */
export function freeze(): void {
  vi.stubGlobal('fetch', () => new Promise(() => undefined))
}
