import type { ComponentType, FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { refusalOfThrown } from '../api/problems'
import { Problem } from './Problem'
import { Waiting } from './Waiting'

/** A rare part of a page that is downloaded when it is first drawn. Without a connection it says so. */
export function later<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): FunctionComponent<P> {
  let arrived: ComponentType<P> | null = null
  return function Later(props: P) {
    const [turn, setTurn] = useState(0)
    const [failure, setFailure] = useState<unknown>(null)
    useEffect(() => {
      if (arrived !== null) return
      load()
        .then((part) => {
          arrived = part.default
          setTurn((n) => n + 1)
        })
        .catch(setFailure)
    }, [turn])
    const retry = () => {
      setFailure(null)
      setTurn((n) => n + 1)
    }
    if (failure !== null) return <Problem refusal={refusalOfThrown(failure)} onRetry={retry} />
    const Part = arrived
    return Part === null ? <Waiting isSlow={false} size="short" /> : <Part {...props} />
  }
}
