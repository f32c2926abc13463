import { screen, within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { StaffCase } from '../../api/types'
import { rows, staffCase } from '../../testing/mock-server/cases'
import { problem } from '../../testing/mock-server/routes'
import { serve } from '../../testing/network'
import { draw } from '../../testing/render'
import { ActionBar } from './ActionBar'

const number = rows.find(({ state }) => state === 'in_progress')?.number ?? ''
const sample = (): StaffCase => {
  const found = staffCase(number)
  if (!found) throw new Error('the sample case is gone')
  return structuredClone(found)
}
const done = vi.fn()
const bar = (change: Partial<StaffCase>) =>
  draw(
    <ActionBar
      item={{ ...sample(), ...change }}
      onDone={done}
      onGone={() => undefined}
      onReload={() => undefined}
    />,
  )
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))
beforeEach(() => done.mockReset())

describe('what can be done with a case', () => {
  it('keeps the next step in front and the rest behind one button, by purpose', async () => {
    bar({
      actions: ['draftResponse', 'consultUnit', 'extendCase', 'mergeCases', 'splitCase', 'addNote'],
    })
    const names = () => screen.getAllByRole('button').map((button) => button.textContent.trim())
    expect(names()).toEqual(['Write the answer', 'Ask somebody', 'Add a note', 'More'])
    await press('More')
    expect(screen.getByRole('list', { name: 'The deadline' }).textContent).toBe(
      'Extend the deadline',
    )
    expect(screen.queryByRole('list', { name: 'With the person' })).toBeNull()
  })

  it('says nothing of operations it has no words for', () => {
    bar({ actions: ['somethingNew'] })
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('moves the focus to the form that was chosen behind "More", and back when it is closed', async () => {
    bar({ actions: ['addNote', 'extendCase'], extension: { most: 15, unit: 'working_days' } })
    await press('More')
    await press('Extend the deadline')
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Extend the deadline'))
    expect(screen.getByText('At most 15 working days.')).toBeTruthy()
    await press('Close the form')
    await vi.waitFor(() => expect(document.activeElement?.textContent.trim()).toBe('More'))
  })

  it('asks for all that is missing in one list', async () => {
    const calls = serve(() => Response.json(sample()))
    bar({ actions: ['requestCorrection'] })
    await press('More')
    await press('Ask for what is missing')
    await userEvent.type(screen.getByLabelText('What is missing, 1'), 'The date of the visit')
    await press('Something else is missing')
    await press('Something else is missing')
    await userEvent.type(screen.getByLabelText('What is missing, 3'), 'A photo of the pole')
    await press('Ask the person')
    await vi.waitFor(() => expect(done).toHaveBeenCalledOnce())
    const sent = calls.find(({ path }) => path.endsWith('/correction'))
    expect(sent?.body).toEqual({ defects: ['The date of the visit', 'A photo of the pole'] })
    expect(sent?.headers.get('If-Match')).toBe(`"${sample().version}"`)
  })

  it('checks before it asks the server, and leads to the field', async () => {
    const calls = serve()
    bar({ actions: ['extendCase'], extension: { most: 15, unit: 'working_days' } })
    await press('More')
    await press('Extend the deadline')
    await userEvent.type(screen.getByLabelText('How many days more'), '16')
    await press('Extend and tell the person')
    const summary = screen.getByRole('alert')
    expect(
      within(summary).getByRole('link', { name: 'How many days more: At most 15.' }),
    ).toBeTruthy()
    expect(
      within(summary).getByRole('link', { name: 'Reason: Write an answer here.' }),
    ).toBeTruthy()
    await vi.waitFor(() => expect(document.activeElement).toBe(summary))
    expect(calls).toEqual([])
  })

  it('puts what the server refused at its field and keeps what was typed', async () => {
    serve(() =>
      problem(422, 'request.invalid', 'Check this', {
        errors: [{ pointer: '/into', code: 'another-person', message: 'It is somebody else’s.' }],
      }),
    )
    bar({ actions: ['mergeCases'] })
    await press('More')
    await press('Join to another case')
    const field = screen.getByLabelText('Number of the other case')
    await userEvent.type(field, '0001-26000-00010')
    await press('Join and tell the person')
    expect(await screen.findByRole('link', { name: /It is somebody else’s/ })).toBeTruthy()
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(field).toHaveProperty('value', '0001-26000-00010')
    expect(done).not.toHaveBeenCalled()
  })

  it('keeps what was typed when somebody else was quicker', async () => {
    serve(() => problem(412, 'request.stale', 'Somebody changed it'))
    bar({ actions: ['replyInterim'] })
    await press('More')
    await press('Write before the answer')
    const field = screen.getByLabelText('What you want to tell the person')
    await userEvent.type(field, 'The crew comes on Thursday.')
    await press('Send')
    expect(await screen.findByRole('button', { name: 'Show the newest version' })).toBeTruthy()
    expect(field).toHaveProperty('value', 'The crew comes on Thursday.')
  })

  it('asks somebody outside by name and mail, another unit by choosing it', async () => {
    const calls = serve(({ url }) =>
      url.endsWith('/consult') ? Response.json(sample()) : undefined,
    )
    bar({ actions: ['consultUnit'] })
    await press('Ask somebody')
    expect(screen.getByLabelText('Unit')).toBeTruthy()
    await userEvent.click(screen.getByLabelText(/Somebody outside/))
    expect(screen.queryByLabelText('Unit')).toBeNull()
    await userEvent.type(screen.getByLabelText('Name'), 'Ana Flores')
    await userEvent.type(screen.getByLabelText('E-mail'), 'ana@firm.example')
    await userEvent.type(screen.getByLabelText('Question'), 'Was the pole delivered in May?')
    await press('Send the question')
    await vi.waitFor(() => expect(done).toHaveBeenCalledOnce())
    expect(calls.find(({ path }) => path.endsWith('/consult'))?.body).toEqual({
      kind: 'outside',
      outside: { name: 'Ana Flores', email: 'ana@firm.example' },
      question: 'Was the pole delivered in May?',
    })
  })
})
