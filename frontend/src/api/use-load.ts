/** Reads something from the server for a component: loading, slow, ready, failed, stale. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Refusal } from './problems'
import { refusalOfThrown } from './problems'

/** After this long a skeleton alone is not an honest answer any more. */
const SLOW_AFTER_MS = 2_000

/** What a component knows about something it reads. */
export interface Loaded<T> {
  /** The last good value, kept while a newer one is fetched and when fetching fails. */
  value: T | null
  /** Why the last try failed; null when it did not. */
  refusal: Refusal | null
  isLoading: boolean
  isSlow: boolean
  reload: () => void
  /** Puts a newer value in place, such as the answer of a command. */
  replace: (value: T) => void
}

/**
 * Calls `read` when `key` changes. A null key reads nothing. Answers that come after a newer question was
 * asked are dropped, so a slow answer never overwrites a newer one.
 */
export function useLoad<T>(key: string | null, read: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{
    key: string | null
    value: T | null
    refusal: Refusal | null
  }>({
    key: null,
    value: null,
    refusal: null,
  })
  const [turn, setTurn] = useState(0)
  const [isSlow, setSlow] = useState(false)
  const [isLoading, setLoading] = useState(key !== null)
  const latest = useRef(read)
  latest.current = read

  useEffect(() => {
    if (key === null) return
    let isCurrent = true
    setLoading(true)
    setSlow(false)
    const slow = setTimeout(() => setSlow(true), SLOW_AFTER_MS)
    latest
      .current()
      .then((value) => isCurrent && setState({ key, value, refusal: null }))
      .catch((thrown: unknown) => {
        if (!isCurrent) return
        const refusal = refusalOfThrown(thrown)
        setState((old) => ({ key, value: old.key === key ? old.value : null, refusal }))
      })
      .finally(() => {
        clearTimeout(slow)
        if (!isCurrent) return
        setLoading(false)
        setSlow(false)
      })
    return () => {
      isCurrent = false
      clearTimeout(slow)
    }
  }, [key, turn])

  const reload = useCallback(() => setTurn((n) => n + 1), [])
  const replace = useCallback((value: T) => setState({ key, value, refusal: null }), [key])
  const isOurs = state.key === key
  return {
    value: isOurs ? state.value : null,
    refusal: isOurs ? state.refusal : null,
    isLoading: isLoading || (key !== null && !isOurs),
    isSlow,
    reload,
    replace,
  }
}
