/** Does something on the server for a component: one at a time, with its refusal kept for display. */
import { useCallback, useRef, useState } from 'preact/hooks'
import { type Refusal, refusalOfThrown } from './problems'

/** A thing that can be done, and how it is going. */
export interface Action<A extends unknown[], T> {
  /** Does it. Null when it was refused or is already under way. */
  run: (...args: A) => Promise<T | null>
  isBusy: boolean
  refusal: Refusal | null
  clear: () => void
}

/** Wraps a call so that a second press while it runs does nothing. */
export function useAction<A extends unknown[], T>(act: (...args: A) => Promise<T>): Action<A, T> {
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const running = useRef(false)
  const latest = useRef(act)
  latest.current = act

  const run = useCallback(async (...args: A) => {
    if (running.current) return null
    running.current = true
    setBusy(true)
    setRefusal(null)
    try {
      return await latest.current(...args)
    } catch (thrown) {
      setRefusal(refusalOfThrown(thrown))
      return null
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  const clear = useCallback(() => setRefusal(null), [])
  return { run, isBusy, refusal, clear }
}
