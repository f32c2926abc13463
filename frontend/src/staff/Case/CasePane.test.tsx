import { screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { rows, staffCase } from '../../testing/mock-server/cases'
import { serve } from '../../testing/network'
import { draw } from '../../testing/render'
import { CasePane } from './CasePane'

const inState = (state: string, nth = 0) =>
  rows.filter((row) => row.state === state)[nth]?.number ?? ''
const pane = (number: string) =>
  draw(
    <CasePane number={number} headingLevel={1} isFollowed={false} onChanged={() => undefined} />,
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
    expect(await screen.findByText('Masked for your role')).toBeTruthy()
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
