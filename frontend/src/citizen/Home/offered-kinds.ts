/** Which kinds of case can be filed at all: only those that some listed public body takes. */
import { api, take } from '../../api/client'
import type { EntitySummary, Kind } from '../../api/types'
import { useLoad } from '../../api/use-load'
import { readEntity } from '../Intake/choose-service'

/** As many bodies as one page of the list can hold. */
const MOST = 100

/** The kinds of a body follow from its pack, so one body of each pack says it for all of them. */
function onePerPack(entities: readonly EntitySummary[]): EntitySummary[] {
  const packs = new Map(entities.map((entity) => [entity.pack, entity]))
  return [...packs.values()]
}

async function readOffered(): Promise<readonly Kind[]> {
  const page = await take(api.GET('/api/v1/entities', { params: { query: { limit: MOST } } }))
  const bodies = await Promise.all(onePerPack(page.items).map(({ number }) => readEntity(number)))
  return bodies.flatMap(({ kinds }) => kinds.map(({ kind }) => kind))
}

/** What is offered, and whether that is settled. When it could not be read nothing is known to be missing. */
export function useOfferedKinds(): {
  isSettled: boolean
  isSlow: boolean
  has: (kind: Kind) => boolean
} {
  const offered = useLoad('offered kinds', readOffered)
  const { value, refusal } = offered
  return {
    isSettled: value !== null || refusal !== null,
    isSlow: offered.isSlow,
    has: (kind) => value === null || value.includes(kind),
  }
}
