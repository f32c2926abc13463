import { screen, within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Case } from '../../api/types'
import { KEY, cases } from '../../testing/mock-server/cases'
import { cutTheLine, serve } from '../../testing/network'
import { draw } from '../../testing/render'
import { forgetKey, keyFor } from '../case-keys'
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

describe('a case that took a turn', () => {
  /** The page of the sample case with something changed. */
  const page = (change: Partial<Case>) => {
    const sample = cases.get(OPEN)
    const calls = serve(({ url }) =>
      /\/cases\/[\d-]+$/.test(new URL(url).pathname)
        ? Response.json({ ...sample, ...change })
        : undefined,
    )
    draw(<CasePage number={OPEN} />, at(OPEN))
    return calls
  }
  const correction = {
    n: 1,
    defects: ['The date of your visit', 'A photo of the paper'],
    asked_at: '2026-11-19T15:00:00Z',
    until_on: '2026-11-24',
  }

  it('says what is missing, by when, and takes the answer in place (PE-06)', async () => {
    const calls = serve(({ url, method }) => {
      const isCase = new URL(url).pathname.includes(`/cases/${OPEN}`)
      if (!isCase || url.endsWith('/follow')) return undefined
      const isAnswered = method === 'POST'
      return Response.json({
        ...cases.get(OPEN),
        state: isAnswered ? 'in_triage' : 'awaiting_correction',
        correction: { ...correction, answered_at: isAnswered ? '2026-11-20T15:00:00Z' : null },
        actions: isAnswered ? [] : ['correctCase'],
      })
    })
    draw(<CasePage number={OPEN} />, at(OPEN))
    const card = await screen.findByRole('region', { name: 'We need something from you' })
    expect(within(card).getAllByRole('listitem')).toHaveLength(2)
    expect(within(card).getByText(/You can answer until Tuesday, November 24/)).toBeTruthy()
    await userEvent.click(await screen.findByRole('button', { name: 'Send my answer' }))
    expect(screen.getByText('Write an answer here.')).toBeTruthy()
    await userEvent.type(screen.getByLabelText('Your answer'), 'It was on 3 November.')
    await userEvent.click(screen.getByRole('button', { name: 'Send my answer' }))
    expect(await screen.findByRole('region', { name: 'Now' })).toBeTruthy()
    const sent = calls.find(({ path }) => path.endsWith('/correction'))
    expect(sent?.body).toEqual({ text: 'It was on 3 November.' })
    expect(sent?.headers.get('Case-Key')).toBe(KEY)
  })

  it('says who has it now and opens the case there with the same key', async () => {
    const there = '0002-26000-00018'
    page({
      state: 'transferred',
      actions: [],
      links: [
        {
          kind: 'transferred_to',
          number: there,
          entity: 'Water company',
          state: null,
          at: '2026-11-20T15:00:00Z',
        },
      ],
    })
    const now = await screen.findByRole('region', { name: 'Now' })
    expect(within(now).getByText('Water company')).toBeTruthy()
    const link = within(now).getByRole('link', { name: there })
    expect(link.getAttribute('href')).toBe(`/c/${there}`)
    link.addEventListener('click', (event) => event.preventDefault())
    await userEvent.click(link)
    expect(keyFor(there)).toBe(KEY)
    forgetKey(there)
  })

  it('does not tell the numbers of other persons', async () => {
    page({
      links: [
        {
          kind: 'grouped_with',
          number: '0001-26000-09990',
          entity: null,
          state: null,
          at: '2026-11-20T15:00:00Z',
        },
      ],
    })
    expect(await screen.findByText(/Others told us the same/)).toBeTruthy()
    expect(screen.queryByText('0001-26000-09990')).toBeNull()
  })

  it('lets a person say that nobody answered, and then says what comes of it', async () => {
    const calls = page({ actions: ['denounceSilence'] })
    await userEvent.click(await screen.findByRole('button', { name: 'Say that nobody answered' }))
    await vi.waitFor(() => {
      const sent = calls.find(({ path }) => path.endsWith('/silence'))
      expect(sent?.body).toEqual({})
    })
  })

  it('says where to go when another body decides', async () => {
    page({
      actions: [],
      appeal: {
        title: 'The transparency tribunal decides',
        until_on: '2026-12-10',
        is_outside: true,
        source: 'Ley 27806 art. 11',
      },
    })
    expect(await screen.findByText('The transparency tribunal decides')).toBeTruthy()
    expect(screen.getByText(/not on this page/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Ask them to decide' })).toBeNull()
  })
})
