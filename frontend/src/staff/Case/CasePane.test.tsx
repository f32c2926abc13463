import { screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import type { Role } from '../../api/types'
import { rows, staffCase } from '../../testing/mock-server/cases'
import { problem } from '../../testing/mock-server/routes'
import { serve } from '../../testing/network'
import { person } from '../../testing/people'
import { draw } from '../../testing/render'
import { takePartingWords } from '../parting'
import { CasePane } from './CasePane'

const inState = (state: string, nth = 0) =>
  rows.filter((row) => row.state === state)[nth]?.number ?? ''
const pane = (number: string, role: Role = 'officer', onGone = () => {}) =>
  draw(
    <CasePane
      number={number}
      me={person(role)}
      headingLevel={1}
      isFollowed={false}
      onChanged={() => undefined}
      onGone={onGone}
    />,
    `/staff/cases/${number}`,
  )

describe('the case for staff', () => {
  it('offers what the server offers and nothing else', async () => {
    serve()
    pane(inState('assigned'))
    const bar = await screen.findByRole('region', { name: 'What you can do' })
    const names = [...bar.querySelectorAll('button')].map((button) => button.textContent)
    expect(names).toEqual(['Accept', 'Assign', 'Not ours: return', 'Add a note'])
  })

  it('shows masked data as masked', async () => {
    serve()
    pane(inState('assigned'))
    expect(await screen.findByText('Name and contact are covered for you')).toBeTruthy()
    expect(screen.queryByText(/DNI/)).toBeNull()
  })

  it('uncovers contact data for a reason, which travels with the question', async () => {
    const calls = serve()
    pane(inState('assigned'))
    await userEvent.click(await screen.findByRole('button', { name: 'See contact data' }))
    expect(screen.getByText(/the person can see that you looked/)).toBeTruthy()
    await userEvent.type(screen.getByLabelText(/Why do you need/), 'To agree on a visit')
    await userEvent.click(screen.getByRole('button', { name: 'See them now' }))
    expect(await screen.findByText('Rosa Mamani')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'See contact data' })).toBeNull()
    expect(calls.some((call) => call.path.endsWith('?reason=To%20agree%20on%20a%20visit'))).toBe(
      true,
    )
  })

  it('does not ask the server with a reason that says nothing', async () => {
    const calls = serve()
    pane(inState('assigned'))
    await userEvent.click(await screen.findByRole('button', { name: 'See contact data' }))
    await userEvent.type(screen.getByLabelText(/Why do you need/), 'x')
    await userEvent.click(screen.getByRole('button', { name: 'See them now' }))
    expect(screen.getByText(/at least 5 characters/)).toBeTruthy()
    expect(screen.getByLabelText(/Why do you need/).getAttribute('aria-invalid')).toBe('true')
    expect(calls.some((call) => call.path.includes('reason='))).toBe(false)
  })

  it('shows what the server says about the reason at its field', async () => {
    serve((request) =>
      request.url.includes('reason=')
        ? problem(422, 'request.invalid', 'Check this', {
            errors: [{ pointer: '/reason', code: 'length', message: 'Too long by far.' }],
          })
        : undefined,
    )
    pane(inState('assigned'))
    await userEvent.click(await screen.findByRole('button', { name: 'See contact data' }))
    await userEvent.type(screen.getByLabelText(/Why do you need/), 'A good reason')
    await userEvent.click(screen.getByRole('button', { name: 'See them now' }))
    const said = await screen.findByText('Too long by far.')
    expect(said.closest('.field')?.querySelector('input')?.id).toBe('look-reason')
  })

  it('offers no look to who may not uncover', async () => {
    serve()
    pane(inState('assigned'), 'auditor')
    expect(await screen.findByText('Name and contact are covered for you')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'See contact data' })).toBeNull()
  })

  it('says so and leaves when a command took the case out of reach', async () => {
    serve((request) =>
      request.url.endsWith('/accept') ? new Response(null, { status: 204 }) : undefined,
    )
    const gone = vi.fn()
    const number = inState('assigned', 2)
    pane(number, 'officer', gone)
    await userEvent.click(await screen.findByRole('button', { name: 'Accept' }))
    const [, submit] = screen.getAllByRole('button', { name: 'Accept' })
    if (submit) await userEvent.click(submit)
    await vi.waitFor(() => expect(gone).toHaveBeenCalledOnce())
    expect(takePartingWords()).toContain(number)
    expect(takePartingWords()).toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('sends the version that was on the screen', async () => {
    const calls = serve()
    const number = inState('assigned', 1)
    pane(number)
    await userEvent.click(await screen.findByRole('button', { name: 'Accept' }))
    const [, submit] = screen.getAllByRole('button', { name: 'Accept' })
    expect(submit).toBeTruthy()
    if (submit) await userEvent.click(submit)
    await vi.waitFor(() => expect(screen.getByText('Being worked on')).toBeTruthy())
    expect(calls.find((call) => call.path.endsWith('/accept'))?.headers.get('If-Match')).toBe('"1"')
  })

  it('keeps what was typed when somebody else was quicker', async () => {
    serve()
    const number = inState('in_progress')
    pane(number)
    await userEvent.click(await screen.findByRole('button', { name: 'Add a note' }))
    await userEvent.type(screen.getByLabelText(/Internal note/), 'Call the crew')
    const item = staffCase(number)
    if (item) item.version += 1
    await userEvent.click(screen.getByRole('button', { name: 'Save the note' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Show the newest version' }))
    const field = screen.getByLabelText(/Internal note/)
    expect(field).toHaveProperty('value', 'Call the crew')
    await vi.waitFor(async () => {
      await userEvent.click(screen.getByRole('button', { name: 'Save the note' }))
      expect(screen.queryByRole('button', { name: 'Save the note' })).toBeNull()
    })
    expect(screen.getByText('Call the crew')).toBeTruthy()
  })

  it('asks for a comment before an answer is sent back', async () => {
    const calls = serve()
    pane(inState('in_review'))
    await userEvent.click(await screen.findByRole('button', { name: 'Review the answer' }))
    await userEvent.click(screen.getByLabelText('Send back to be improved'))
    await userEvent.click(screen.getByRole('button', { name: 'Save my decision' }))
    expect(screen.getByText('Say what must be improved.')).toBeTruthy()
    expect(calls.some((call) => call.path.endsWith('/review'))).toBe(false)
  })
})
