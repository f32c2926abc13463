/** What happens to the draft when a service, a body or neither is chosen. Other answers stay. */
import { api, take } from '../../api/client'
import type { Entity, Service, ServiceSummary } from '../../api/types'
import type { Draft } from './draft'

/** The whole of a public body. */
export function readEntity(number: string): Promise<Entity> {
  return take(api.GET('/api/v1/entities/{number}', { params: { path: { number } } }))
}

/** A service with its questions, and the body it belongs to. */
export async function readService(
  chosen: ServiceSummary,
): Promise<{ service: Service; entity: Entity }> {
  const { number } = chosen.entity
  const [service, entity] = await Promise.all([
    take(
      api.GET('/api/v1/entities/{number}/services/{service}', {
        params: { path: { number, service: chosen.id } },
      }),
    ),
    readEntity(number),
  ])
  return { service, entity }
}

/** The part of the draft that follows from a service: it also says the kind and the body. */
export function withService(service: Service, entity: Entity): Partial<Draft> {
  return { service, entity, kind: service.kind, lostKind: null, office: '' }
}

/** The part of the draft that follows from a body alone. An office of another body means nothing here. */
export function withEntity(entity: Entity, old: Draft): Partial<Draft> {
  const isSame = old.entity?.number === entity.number
  const wished = old.kind ?? old.lostKind ?? null
  const isKindKnown = entity.kinds.some(({ kind }) => kind === wished)
  return {
    entity,
    service: null,
    office: isSame ? old.office : '',
    kind: isKindKnown ? wished : null,
    lostKind: isKindKnown ? null : wished,
  }
}
