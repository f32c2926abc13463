import { describe, expect, it } from 'vitest'
import { entities, services } from '../../testing/mock-server/catalogue'
import { problem } from '../../testing/mock-server/routes'
import { cutTheLine, serve } from '../../testing/network'
import { type Attempt, type Draft, emptyDraft, readDraft, writeDraft } from './draft'
import { requestOf, submit } from './send'

const [town] = entities
const [lamp] = services

function ready(part: Partial<Draft> = {}): Draft {
  const draft = emptyDraft()
  return {
    ...draft,
    story: ' The light is out ',
    entity: town ?? null,
    service: lamp ?? null,
    kind: 'service_request',
    placeText: 'In front of the school',
    answers: { poste: 'off', peligro: false, numero: '', ofAnotherService: 'kept aside' },
    filer: {
      ...draft.filer,
      identity: 'name',
      name: 'Rosa',
      documentType: 'none',
      email: 'rosa@example.org',
      notices: 'email',
    },
    ...part,
  }
}

describe('the request', () => {
  it('holds what was asked and nothing else', () => {
    expect(requestOf(ready())).toEqual({
      entity: '0001',
      kind: 'service_request',
      service: 'sv-1',
      story: 'The light is out',
      wanted: null,
      office: null,
      place: { text: 'In front of the school', district: null },
      occurred_on: null,
      answers: { poste: 'off', peligro: false },
      language: 'en',
      filer: {
        type: 'natural',
        name: 'Rosa',
        document: { type: 'none', number: null },
        email: 'rosa@example.org',
        phone: null,
        address: null,
        notices: 'email',
      },
    })
  })

  it('of a minor names the adult they chose, and asks for no document (anchors check 4)', () => {
    const filer = {
      ...ready().filer,
      documentType: '' as const,
      notices: 'sms' as const,
      phone: '999 111 222',
      circumstances: ['minor' as const, 'abroad' as const],
      age: '15',
      adultName: ' Elena ',
      adultRelation: 'aunt',
      country: 'CL',
      otherName: 'kept aside',
    }
    const body = requestOf(ready({ filer, writtenIn: 'qu' }))
    expect(body?.filer).toMatchObject({ age: 15, country: 'CL', notices: 'sms', document: null })
    expect(body?.parties).toEqual({
      guardian: { name: 'Elena', relation: 'aunt', phone: null },
    })
    expect(body?.written_in).toBe('qu')
  })

  it('falls back to the page when the chosen way cannot be used', () => {
    const filer = { ...ready().filer, notices: 'address' as const, address: ' ' }
    expect(requestOf(ready({ filer }))?.filer.notices).toBe('page')
  })

  it('of somebody without data names nobody else either', () => {
    const filer = {
      ...ready().filer,
      identity: 'anonymous' as const,
      circumstances: ['behalf' as const],
      otherName: 'Luz',
    }
    expect(requestOf(ready({ filer }))).not.toHaveProperty('parties')
  })

  it('of somebody without data has only that', () => {
    const filer = { ...ready().filer, identity: 'anonymous' as const }
    expect(requestOf(ready({ filer }))?.filer).toEqual({ type: 'anonymous', notices: 'page' })
  })

  it('does not exist before the body and the kind are known', () => {
    expect(requestOf(ready({ entity: null }))).toBeNull()
  })
})

describe('sending', () => {
  it('keeps key and body while the fate is unknown, and then makes one case', async () => {
    const kept: { attempt: Attempt | null } = { attempt: null }
    const remember = (next: Attempt | null) => void (kept.attempt = next)
    cutTheLine()
    await expect(submit(ready(), remember)).rejects.toMatchObject({ kind: 'offline' })
    expect(kept.attempt).not.toBeNull()

    const calls = serve()
    const changed = ready({ attempt: kept.attempt, story: 'Changed meanwhile' })
    const first = await submit(changed, remember)
    const second = await submit(changed, remember)

    expect(second).toEqual(first)
    expect(calls.map((call) => call.headers.get('Idempotency-Key'))).toEqual([
      kept.attempt?.key,
      kept.attempt?.key,
    ])
    expect(calls[0]?.body).toMatchObject({ story: 'The light is out' })
  })

  it('forgets the key when the server clearly refused', async () => {
    let attempt: Attempt | null = null
    serve(() => problem(422, 'request.invalid', 'Check this'))
    await expect(submit(ready(), (next) => (attempt = next))).rejects.toMatchObject({ status: 422 })
    expect(attempt).toBeNull()
  })
})

describe('a draft', () => {
  it('comes back as it was written', () => {
    const draft = ready()
    expect(writeDraft(draft)).toBe(true)
    expect(readDraft()).toEqual(draft)
  })

  it('is dropped after thirty days, and when it is not ours', () => {
    writeDraft(ready({ savedAt: new Date(Date.now() - 31 * 86_400_000).toISOString() }))
    expect(readDraft()).toBeNull()
    localStorage.setItem('hilo.draft', '{"format":0}')
    expect(readDraft()).toBeNull()
    localStorage.setItem('hilo.draft', 'not json')
    expect(readDraft()).toBeNull()
  })
})
