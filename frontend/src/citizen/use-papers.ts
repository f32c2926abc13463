import { useEffect, useRef, useState } from 'preact/hooks'
import type { Refusal } from '../api/problems'
import { refusalOfThrown } from '../api/problems'
import { type Paper, keepPapers, papersOf, sendPaper } from './papers'

/** How the waiting papers of a case are going. */
export interface Sending {
  waiting: number
  isBusy: boolean
  /** Why the first waiting paper did not go, or null. */
  refusal: Refusal | null
  /** Name of the paper that did not go. */
  failed: string | null
  retry: () => void
  add: (papers: Paper[]) => void
}

/** Sends the papers that wait for a case, one after the other, and again when the connection is back. */
export function useWaitingPapers(number: string, key: string | null, onSent: () => void): Sending {
  const [papers, setPapers] = useState<Paper[]>([])
  const [failure, setFailure] = useState<{ refusal: Refusal; name: string } | null>(null)
  const isRunning = useRef(false)
  const [isBusy, setBusy] = useState(false)
  const sent = useRef(onSent)
  sent.current = onSent

  const run = async (start: Paper[]) => {
    if (isRunning.current || key === null) return
    isRunning.current = true
    setBusy(true)
    setFailure(null)
    let rest = start
    for (const paper of start) {
      try {
        await sendPaper(number, key, paper)
        rest = rest.filter((each) => each !== paper)
        await keepPapers(number, rest)
        setPapers(rest)
        sent.current()
      } catch (thrown) {
        setFailure({ refusal: refusalOfThrown(thrown), name: paper.name })
        break
      }
    }
    isRunning.current = false
    setBusy(false)
  }

  const runLatest = useRef(run)
  runLatest.current = run
  useEffect(() => {
    const resume = () =>
      void papersOf(number).then((found) => {
        setPapers(found)
        if (found.length > 0) void runLatest.current(found)
      })
    resume()
    globalThis.addEventListener('online', resume)
    return () => globalThis.removeEventListener('online', resume)
  }, [number, key])

  const add = (more: Paper[]) => {
    const all = [...papers, ...more]
    setPapers(all)
    void keepPapers(number, all).then(() => run(all))
  }
  return {
    waiting: papers.length,
    isBusy,
    refusal: failure?.refusal ?? null,
    failed: failure?.name ?? null,
    retry: () => void run(papers),
    add,
  }
}
