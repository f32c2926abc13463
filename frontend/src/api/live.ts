/**
 * Follows a stream of events with headers (EventSource cannot send any), resumes by Last-Event-ID and
 * waits longer after each failure.
 */
import { API_BASE, streamHeaders } from './client'
import { SseReader, type StreamEvent } from './sse'

/** Whether news arrives by itself at this moment. */
export type Liveness = 'connecting' | 'live' | 'lost'

/** What to follow and whom to tell. */
export interface Following {
  path: string
  headers?: Record<string, string>
  onEvent: (event: StreamEvent) => void
  onLiveness?: (liveness: Liveness) => void
}

/** The server says "still here" every 15 s; three missed ones mean that the line is dead. */
const SILENCE_MS = 50_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/** Starts to follow. Returns the function that stops. */
export function follow(following: Following): () => void {
  const stop = new AbortController()
  void run(following, stop.signal)
  return () => stop.abort()
}

async function run(following: Following, stop: AbortSignal): Promise<void> {
  let lastId = ''
  let pause = FIRST_PAUSE_MS
  while (!stop.aborted) {
    following.onLiveness?.('connecting')
    const isFinal = await connect(following, lastId, stop, (event) => {
      lastId = event.id || lastId
      pause = FIRST_PAUSE_MS
      following.onEvent(event)
    })
    if (stop.aborted) return
    following.onLiveness?.('lost')
    if (isFinal) return
    await wait(pause, stop)
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
  }
}

/** One connection until it ends. True when trying again cannot help (the server refused us). */
async function connect(
  following: Following,
  lastId: string,
  stop: AbortSignal,
  onEvent: (event: StreamEvent) => void,
): Promise<boolean> {
  const line = new AbortController()
  const hangUp = () => line.abort()
  let timer = setTimeout(hangUp, SILENCE_MS)
  stop.addEventListener('abort', hangUp, { once: true })
  try {
    const resume: Record<string, string> = lastId === '' ? {} : { 'Last-Event-ID': lastId }
    const answer = await fetch(API_BASE + following.path, {
      headers: streamHeaders({ ...following.headers, ...resume }),
      signal: line.signal,
    })
    if (!answer.ok || !answer.body)
      return answer.status >= 400 && answer.status < 500 && answer.status !== 429
    following.onLiveness?.('live')
    const reader = new SseReader()
    const text = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await text.read()
      if (done) return false
      clearTimeout(timer)
      timer = setTimeout(hangUp, SILENCE_MS)
      reader.read(value).forEach(onEvent)
    }
  } catch {
    return false
  } finally {
    clearTimeout(timer)
    stop.removeEventListener('abort', hangUp)
  }
}

/** Waits, but not past the stop, and not longer than until the phone is online again. */
function wait(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds)
    function done() {
      clearTimeout(timer)
      globalThis.removeEventListener('online', done)
      resolve()
    }
    globalThis.addEventListener('online', done, { once: true })
    stop.addEventListener('abort', done, { once: true })
  })
}
