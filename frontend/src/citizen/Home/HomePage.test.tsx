import { screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { entities } from '../../testing/mock-server/catalogue'
import { cutTheLine, serve } from '../../testing/network'
import { draw } from '../../testing/render'
import { readDraft } from '../Intake/draft'
import { HomePage } from './HomePage'

describe('the first page', () => {
  it('keeps every keystroke on the device', async () => {
    serve()
    draw(<HomePage />)
    await userEvent.type(screen.getByLabelText(/What happened/), 'The light')
    expect(readDraft()?.story).toBe('The light')
    expect(screen.getByText(/Saved on this device/)).toBeTruthy()
  })

  it('asks for words before it goes on, at the field and in the summary', async () => {
    serve()
    draw(<HomePage />)
    await userEvent.click(screen.getByRole('button', { name: 'Start' }))
    expect(screen.getAllByText(/Write what happened/)).toHaveLength(2)
    expect(screen.getByLabelText(/What happened/).getAttribute('aria-invalid')).toBe('true')
    await vi.waitFor(() => expect(document.title).toMatch(/^Check this:/))
    expect(document.activeElement).toBe(screen.getByRole('alert'))
  })

  it('catches a mistyped case number without asking the server', async () => {
    const calls = serve()
    draw(<HomePage />)
    await userEvent.type(screen.getByLabelText(/Case number/), '0001-26000-00017')
    await userEvent.type(screen.getByLabelText(/^Key/), '7K3M-9QX2-ABCD-1234')
    await userEvent.click(screen.getByRole('button', { name: 'See my case' }))
    expect(screen.getAllByText(/two are swapped/).length).toBeGreaterThan(0)
    expect(calls.some((call) => call.path.startsWith('/cases'))).toBe(false)
  })

  it('keeps the key in the tab and out of the address', async () => {
    serve()
    draw(<HomePage />)
    await userEvent.type(screen.getByLabelText(/Case number/), '00012600000010')
    await userEvent.type(screen.getByLabelText(/^Key/), '7k3m9qx2abcd1234')
    await userEvent.click(screen.getByRole('button', { name: 'See my case' }))
    await vi.waitFor(() => expect(location.pathname + location.hash).toBe('/c/0001-26000-00010'))
    expect(JSON.stringify(localStorage)).not.toContain('7K3M')
  })

  it('offers only what some public body takes, asking one body of each pack', async () => {
    const calls = serve()
    draw(<HomePage />)
    expect(await screen.findByRole('button', { name: /Complain/ })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /public information/ })).toBeNull()
    const packs = new Set(entities.map(({ pack }) => pack))
    expect(calls.filter((call) => /^\/entities\/\d+$/.test(call.path))).toHaveLength(packs.size)
  })

  it('offers everything when it cannot know', async () => {
    cutTheLine()
    draw(<HomePage />)
    expect(await screen.findByRole('button', { name: /public information/ })).toBeTruthy()
  })
})
