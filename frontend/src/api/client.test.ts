import { describe, expect, it, vi } from 'vitest'
import { problem, signEverybodyOut } from '../testing/mock-server/routes'
import { cutTheLine, serve } from '../testing/network'
import { actAsStaff, api, take } from './client'

describe('what can go wrong', () => {
  it('a refusal keeps its words, fields and reference', async () => {
    serve(() =>
      problem(422, 'request.invalid', 'Check this', {
        errors: [{ pointer: '/filer/name', code: 'length', message: 'Too long' }],
      }),
    )
    const call = take(api.GET('/api/v1/entities', {}))
    await expect(call).rejects.toMatchObject({
      kind: 'refused',
      status: 422,
      code: 'request.invalid',
      reference: 'R-7K3M9Q',
    })
    await call.catch((refusal) => expect(refusal.field('/filer')).toBe('Too long'))
  })

  it('a fault is not shown as a refusal, even without words from the server', async () => {
    serve(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
    await expect(take(api.GET('/api/v1/entities', {}))).rejects.toMatchObject({
      kind: 'broken',
      status: 502,
    })
  })

  it('no connection is told as such', async () => {
    cutTheLine()
    await expect(take(api.GET('/api/v1/entities', {}))).rejects.toMatchObject({ kind: 'offline' })
  })

  it('a limit says how long to wait', async () => {
    serve(() => new Response(null, { status: 429, headers: { 'Retry-After': '30' } }))
    await expect(take(api.GET('/api/v1/entities', {}))).rejects.toMatchObject({ retryAfter: 30 })
  })
})

it('asks in the language of the page', async () => {
  const calls = serve()
  await take(api.GET('/api/v1/entities', {}))
  expect(calls[0]?.headers.get('Accept-Language')).toBe('en')
})

describe('a staff session that ended', () => {
  it('is renewed once and the call repeated', async () => {
    actAsStaff(() => undefined)
    let isOver = true
    const calls = serve((request) => {
      if (request.url.endsWith('/staff/refresh')) {
        isOver = false
        return Response.json({})
      }
      return isOver ? problem(401, 'auth.refused', 'Signed out') : undefined
    })
    await Promise.all([
      take(api.GET('/api/v1/staff/units', {})),
      take(api.GET('/api/v1/staff/views', {})),
    ])
    expect(calls.filter((call) => call.path === '/staff/refresh')).toHaveLength(1)
  })

  it('leads to the sign-in when it cannot be renewed', async () => {
    const signedOut = vi.fn()
    actAsStaff(signedOut)
    signEverybodyOut()
    serve()
    await expect(take(api.GET('/api/v1/staff/me', {}))).rejects.toMatchObject({ status: 401 })
    expect(signedOut).toHaveBeenCalledTimes(1)
  })
})
