import { useCallback, useRef, useState } from 'preact/hooks'
import { setCountry } from '../../words'
import { type Draft, type DraftFiler, emptyDraft, readDraft, writeDraft } from './draft'

/** The draft, and the ways to change it. Every change is on the device before it is on the screen. */
export interface DraftInUse {
  draft: Draft
  /** False when this device keeps nothing: the person must know that leaving loses the text. */
  isKept: boolean
  change: (part: Partial<Draft>) => void
  changeFiler: (part: Partial<DraftFiler>) => void
  /** The draft with every change made so far, also those not drawn yet. */
  latest: () => Draft
  /** Begins again with nothing. */
  restart: () => void
}

/** Opens the draft of this device or begins one. */
export function useDraft(): DraftInUse {
  const [draft, setDraft] = useState(() => readDraft() ?? emptyDraft())
  const [isKept, setKept] = useState(true)
  const newest = useRef(draft)
  setCountry(draft.entity?.country ?? null)

  const change = useCallback((part: Partial<Draft>) => {
    newest.current = { ...newest.current, ...part, savedAt: new Date().toISOString() }
    setKept(writeDraft(newest.current))
    setDraft(newest.current)
  }, [])
  const changeFiler = useCallback(
    (part: Partial<DraftFiler>) => change({ filer: { ...newest.current.filer, ...part } }),
    [change],
  )
  const latest = useCallback(() => newest.current, [])
  const restart = useCallback(() => {
    newest.current = emptyDraft()
    setDraft(newest.current)
  }, [])
  return { draft, isKept, change, changeFiler, latest, restart }
}
