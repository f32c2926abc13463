import { screen, within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { problem } from '../../testing/mock-server/routes'
import { freeze, serve } from '../../testing/network'
import { draw } from '../../testing/render'
import IntakePage from './IntakePage'
import { emptyDraft, readDraft, writeDraft } from './draft'

describe('guessing what it is about', () => {
  beforeEach(() => void writeDraft({ ...emptyDraft(), story: 'El poste está apagado' }))

  it('shows the words that led to the guess, and takes it with one press', async () => {
    serve()
    draw(<IntakePage step="about" />, '/start/about')
    const guess = await screen.findByRole('button', { name: /Reparar una luminaria/ })
    expect(within(guess).getByText('poste').tagName).toBe('B')
    await userEvent.click(guess)
    await vi.waitFor(() => expect(readDraft()?.service?.id).toBe('sv-1'))
    expect(readDraft()).toMatchObject({ kind: 'service_request', entity: { number: '0001' } })
    expect(location.pathname).toBe('/start/where')
  })

  it('has a way on when nothing was found', async () => {
    serve((request) =>
      request.url.includes('/catalogue/')
        ? Response.json({ services: [], entities: [], kinds: [] })
        : undefined,
    )
    draw(<IntakePage step="about" />, '/start/about')
    await userEvent.click(await screen.findByRole('button', { name: /I don't know/ }))
    expect(location.pathname).toBe('/start/body')
  })

  it('has a way on when the search failed', async () => {
    serve((request) =>
      request.url.includes('/catalogue/') ? problem(503, 'busy', 'Busy') : undefined,
    )
    draw(<IntakePage step="about" />, '/start/about')
    expect(await screen.findByText(/could not look for services/)).toBeTruthy()
    expect(screen.getByRole('button', { name: /I don't know/ })).toBeTruthy()
  })

  it('says so when the answer is slow, and does not block', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    freeze()
    draw(<IntakePage step="about" />, '/start/about')
    await vi.advanceTimersByTimeAsync(2_500)
    expect(screen.getByText(/connection is slow/)).toBeTruthy()
    expect(screen.getByRole('button', { name: /I don't know/ })).toBeTruthy()
    vi.useRealTimers()
  })
})

it('sends a person who is too early back to the first open question', async () => {
  serve()
  draw(<IntakePage step="check" />, '/start/check')
  await vi.waitFor(() => expect(location.pathname).toBe('/start/story'))
})
