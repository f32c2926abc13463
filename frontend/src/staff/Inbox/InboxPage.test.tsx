import { screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { problem } from '../../testing/mock-server/routes'
import { serve } from '../../testing/network'
import { person } from '../../testing/people'
import { draw } from '../../testing/render'
import { partFrom } from '../parting'
import { InboxPage } from './InboxPage'
import { queryOf, viewsOf } from './inbox-query'

const me = person('officer')

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
})

describe('the inbox', () => {
  it('shows the view of the address with its count, the most pressing first', async () => {
    const calls = serve()
    draw(<InboxPage me={me} />, '/staff?view=late')
    const links = await screen.findAllByRole('link', {
      name: /Poste apagado|Basura|Me pidieron|Quiero|señora|Propongo/,
    })
    expect(links.length).toBeGreaterThan(5)
    expect(calls.find((call) => call.path.startsWith('/staff/cases?'))?.path).toContain(
      'view=late&sort=due',
    )
    expect(screen.getByRole('link', { name: /Late/, current: 'page' })).toBeTruthy()
  })

  it('opens the view that its person should see first, and keeps it in the address', async () => {
    const calls = serve()
    draw(<InboxPage me={person('supervisor')} />, '/staff')
    await screen.findAllByRole('rowheader')
    expect(location.search).toBe('?view=to_review')
    const lists = calls.filter((call) => call.path.startsWith('/staff/cases?'))
    expect(lists.every((call) => call.path.includes('view=to_review&sort=due'))).toBe(true)
  })

  it('says on arrival what has just left it', async () => {
    serve()
    partFrom('0001-26000-00010')
    draw(<InboxPage me={me} />, '/staff?view=mine')
    expect(await screen.findByText(/00010 is no longer among/)).toBeTruthy()
  })

  it('moves with J and K and opens with Enter, but not while somebody writes', async () => {
    serve()
    draw(<InboxPage me={me} />, '/staff?view=all')
    await screen.findAllByRole('rowheader')
    await userEvent.keyboard('jjk')
    expect(screen.getAllByRole('row')[1]?.className).toBe('is-selected')
    await userEvent.type(screen.getByLabelText('Search'), 'jj')
    expect(screen.getAllByRole('row')[1]?.className).toBe('is-selected')
  })

  it('says that nothing matches and offers to take the filters away', async () => {
    serve((request) =>
      request.url.includes('kind=') ? Response.json({ items: [], next_cursor: null }) : undefined,
    )
    draw(<InboxPage me={me} />, '/staff?view=all&kind=praise')
    expect(await screen.findByText('No case matches this filter.')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Take the filters away' }))
    expect((await screen.findAllByRole('rowheader')).length).toBeGreaterThan(0)
  })

  it('offers another try when the list could not be read', async () => {
    let isBroken = true
    serve((request) =>
      isBroken && request.url.includes('/staff/cases?') ? problem(503, 'busy', 'Busy') : undefined,
    )
    draw(<InboxPage me={me} />, '/staff')
    const again = await screen.findByRole('button', { name: 'Try again' })
    isBroken = false
    await userEvent.click(again)
    expect((await screen.findAllByRole('rowheader')).length).toBeGreaterThan(0)
  })

  it('adds the next page below', async () => {
    serve()
    draw(<InboxPage me={me} />, '/staff?view=all')
    await userEvent.click(await screen.findByRole('button', { name: 'Show more' }))
    await vi.waitFor(() => expect(screen.getAllByRole('rowheader')).toHaveLength(60))
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
  })
})

it('sorts all cases by the newest unless asked otherwise, and every other view by deadline', () => {
  expect(queryOf({}, 'all').sort).toBe('newest')
  expect(queryOf({ sort: 'due' }, 'all').sort).toBe('due')
  expect(queryOf({}, 'late').sort).toBe('due')
  expect(queryOf({ sort: 'newest' }, 'unit').sort).toBe('newest')
})

it('has a view of the unit only for who belongs to one', () => {
  expect(viewsOf(me)).toContain('unit')
  expect(viewsOf({ ...me, roles: [{ role: 'lead', unit: null }] })).not.toContain('unit')
})

it('leaves out what it does not understand in the address', () => {
  expect(queryOf({ view: 'nonsense', state: 'closed', kind: 'x', sort: 'y' }, 'mine')).toEqual({
    view: 'mine',
    sort: 'due',
    state: 'closed',
  })
})
