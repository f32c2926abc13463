import { useEffect, useRef, useState } from 'preact/hooks'
import { type Liveness, follow } from '../api/live'
import type { StreamEvent } from '../api/sse'

/**
 * Follows a stream while the page is in front of somebody. When it comes back into view the component is
 * told once, because events may have passed by meanwhile.
 */
export function useFollow(
  path: string | null,
  headers: Record<string, string>,
  onEvent: (event: StreamEvent | null) => void,
): Liveness {
  const [liveness, setLiveness] = useState<Liveness>('connecting')
  const latest = useRef(onEvent)
  latest.current = onEvent
  const headersKey = JSON.stringify(headers)
  const sent = useRef(headers)
  sent.current = headers

  useEffect(() => {
    if (path === null) return
    let stop: (() => void) | null = null
    const start = () => {
      stop ??= follow({
        path,
        headers: sent.current,
        onEvent: (event) => latest.current(event),
        onLiveness: setLiveness,
      })
    }
    const look = () => {
      if (document.visibilityState === 'hidden') {
        stop?.()
        stop = null
      } else if (stop === null) {
        start()
        latest.current(null)
      }
    }
    if (document.visibilityState !== 'hidden') start()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      stop?.()
    }
  }, [path, headersKey])
  return liveness
}
