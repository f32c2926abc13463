import { screen, within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { KEY } from '../../testing/mock-server/cases'
import { cutTheLine, serve } from '../../testing/network'
import { draw } from '../../testing/render'
import { forgetKey } from '../case-keys'
import CasePage from './CasePage'

const OPEN = '0001-26000-00010'
const ANSWERED = '0001-26000-00029'
beforeEach(() => [OPEN, ANSWERED].forEach(forgetKey))

const at = (number: string) => `/c/${number}#${KEY}`

describe('the page of a case', () => {
  it('answers what is happening, who has it, by when and what one can do', async () => {
    serve()
    draw(<CasePage number={OPEN} />, at(OPEN))
    const now = await screen.findByRole('region', { name: 'Now' })
    expect(within(now).getByText(/Subgerencia de Alumbrado is working on it/)).toBeTruthy()
    expect(within(now).getByText(/3 working days left/)).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'What you can do' })).toBeTruthy()
    expect(screen.queryByText(/Is it solved/)).toBeNull()
  })

  it('sends the key in a header and never in an address', async () => {
    const calls = serve()
    draw(<CasePage number={OPEN} />, at(OPEN))
    await screen.findByRole('region', { name: 'Now' })
    expect(calls[0]?.headers.get('Case-Key')).toBe(KEY)
    expect(calls.every((call) => !call.path.includes(KEY))).toBe(true)
  })

  it('asks for the key when the link has none', () => {
    serve()
    draw(<CasePage number={OPEN} />, `/c/${OPEN}`)
    expect(screen.getByLabelText(/^Key/)).toBeTruthy()
  })

  it('asks again when number and key do not fit', async () => {
    serve()
    draw(<CasePage number={OPEN} />, `/c/${OPEN}#0000-0000-0000-0000`)
    expect(await screen.findByLabelText(/^Key/)).toBeTruthy()
    expect(screen.getByRole('alert')).toBeTruthy()
  })

  it('says so when there is no connection, and offers another try', async () => {
    cutTheLine()
    draw(<CasePage number={OPEN} />, at(OPEN))
    expect(await screen.findByText(/There is no connection/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy()
  })

  it('explains the date day by day', async () => {
    serve()
    draw(<CasePage number={OPEN} />, at(OPEN))
    await userEvent.click(await screen.findByRole('button', { name: 'Why this date?' }))
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findAllByText(/Not counted: weekend/)).not.toHaveLength(0)
    expect(within(dialog).getByText(/Batalla de Ayacucho/)).toBeTruthy()
  })

  it('takes a rating, and asks for both answers first', async () => {
    const calls = serve()
    draw(<CasePage number={ANSWERED} />, at(ANSWERED))
    await userEvent.click(await screen.findByRole('button', { name: 'Send my opinion' }))
    expect(screen.getAllByText('Say whether it is solved.').length).toBeGreaterThan(0)
    await userEvent.click(screen.getByLabelText('In part'))
    await userEvent.click(screen.getByLabelText('Good'))
    await userEvent.click(screen.getByLabelText('The answer was clear'))
    await userEvent.click(screen.getByRole('button', { name: 'Send my opinion' }))
    await vi.waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Send my opinion' })).toBeNull(),
    )
    const sent = calls.find((call) => call.path.endsWith('/rating'))
    expect(sent?.body).toEqual({
      solved: 'partly',
      stars: 4,
      reasons: ['clear_answer'],
      comment: null,
    })
    expect(screen.getByText(/4 of 5/)).toBeTruthy()
  })
})
