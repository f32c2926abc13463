import { screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { entities } from '../../testing/mock-server/catalogue'
import { serve } from '../../testing/network'
import { draw } from '../../testing/render'
import IntakePage from './IntakePage'
import { withEntity } from './choose-service'
import { type Draft, emptyDraft, readDraft, writeDraft } from './draft'

const [town] = entities
const begun = (part: Partial<Draft>): Draft => ({ ...emptyDraft(), story: 'The light', ...part })

describe('a kind that the chosen body does not take', () => {
  it('is said honestly, and the text goes on with another kind', async () => {
    serve()
    writeDraft(begun({ kind: 'information_request' }))
    const { unmount } = draw(<IntakePage step="body" />, '/start/body')
    await userEvent.click(await screen.findByRole('button', { name: /Nuevo Horizonte/ }))
    await vi.waitFor(() => expect(location.pathname).toBe('/start/kind'))
    unmount()
    draw(<IntakePage step="kind" />, '/start/kind')
    expect(
      screen.getByText(/does not take this here: “Request for public information”/),
    ).toBeTruthy()
    expect(screen.queryByRole('radio', { checked: true })).toBeNull()
    await userEvent.click(screen.getAllByRole('radio')[0] ?? document.body)
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }))
    expect(readDraft()).toMatchObject({ story: 'The light', kind: 'complaint' })
  })

  it('comes back with a body that does', () => {
    if (!town) throw new Error('no town')
    const lost = { ...begun({}), ...withEntity(town, begun({ kind: 'denunciation' })) }
    expect(lost).toMatchObject({ kind: null, lostKind: 'denunciation' })
    const open = {
      ...town,
      kinds: [{ kind: 'denunciation' as const, term: null, is_anonymous_allowed: true }],
    }
    expect(withEntity(open, lost)).toMatchObject({ kind: 'denunciation', lostKind: null })
  })
})
