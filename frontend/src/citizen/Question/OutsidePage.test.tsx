import { screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { problem } from '../../testing/mock-server/routes'
import { serve } from '../../testing/network'
import { draw } from '../../testing/render'
import OutsidePage from './OutsidePage'

const question = {
  entity: { number: '0001', name: 'Town' },
  number: '0001-26000-00010',
  question: 'Was the pole delivered in May?',
  asked_at: '2026-11-20T15:00:00Z',
  due_on: '2026-11-27',
  is_answered: false,
}

describe('a question to somebody outside', () => {
  it('takes the token out of the address and sends it in a header', async () => {
    const calls = serve(({ url, method }) =>
      method === 'POST' && url.endsWith('/answer')
        ? new Response(null, { status: 204 })
        : Response.json(question),
    )
    draw(<OutsidePage />, '/q#one-time')
    expect(await screen.findByText('Was the pole delivered in May?')).toBeTruthy()
    expect(location.hash).toBe('')
    await userEvent.type(screen.getByLabelText('Your answer'), 'Yes, on 12 May, with receipt 881.')
    await userEvent.click(screen.getByRole('button', { name: 'Send my answer' }))
    expect(await screen.findByText(/Thank you/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Send my answer' })).toBeNull()
    expect(calls.every(({ headers }) => headers.get('Question-Token') === 'one-time')).toBe(true)
    expect(calls.every(({ path }) => !path.includes('one-time'))).toBe(true)
  })

  it('says so when it was answered already', async () => {
    serve(() => Response.json({ ...question, is_answered: true }))
    draw(<OutsidePage />, '/q#one-time')
    expect(await screen.findByText(/already|has its answer/)).toBeTruthy()
    expect(screen.queryByLabelText('Your answer')).toBeNull()
  })

  it('says so when the link is not complete, or unknown', async () => {
    const calls = serve(() => problem(404, 'consultation.not-found', 'We do not know this link.'))
    const { unmount } = draw(<OutsidePage />, '/q')
    expect(screen.getByText(/not complete/)).toBeTruthy()
    expect(calls).toEqual([])
    unmount()
    draw(<OutsidePage />, '/q#wrong')
    expect(await screen.findByText('We do not know this link.')).toBeTruthy()
  })
})
