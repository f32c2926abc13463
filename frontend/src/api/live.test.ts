import { afterEach, expect, it, vi } from 'vitest'
import { follow } from './live'

afterEach(() => vi.useRealTimers())

function streamOf(...pieces: string[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(pipe) {
      for (const piece of pieces) pipe.enqueue(new TextEncoder().encode(piece))
      pipe.close()
    },
  })
  return new Response(body)
}

it('resumes after the last event when the line breaks', async () => {
  vi.useFakeTimers()
  const asked: (string | null)[] = []
  const seen: string[] = []
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    asked.push(new Headers(init.headers).get('Last-Event-ID'))
    return Promise.resolve(streamOf(`id: ${asked.length}\ndata: x\n\n`))
  })
  const stop = follow({ path: '/x', onEvent: (event) => seen.push(event.id) })
  await vi.advanceTimersByTimeAsync(4_000)
  stop()
  expect(asked.slice(0, 3)).toEqual([null, '1', '2'])
  expect(seen.slice(0, 3)).toEqual(['1', '2', '3'])
})

it('does not insist when the server refuses', async () => {
  vi.useFakeTimers()
  const ask = vi.fn(() => Promise.resolve(new Response(null, { status: 404 })))
  const states: string[] = []
  vi.stubGlobal('fetch', ask)
  follow({ path: '/x', onEvent: () => undefined, onLiveness: (state) => states.push(state) })
  await vi.advanceTimersByTimeAsync(120_000)
  expect(ask).toHaveBeenCalledTimes(1)
  expect(states).toEqual(['connecting', 'lost'])
})
