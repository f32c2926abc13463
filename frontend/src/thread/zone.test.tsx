import { screen } from '@testing-library/preact'
import { describe, expect, it } from 'vitest'
import { draw } from '../testing/render'
import { foreignZone } from '../words/dates'
import { InZone, Moment } from './zone'

describe('the zone of a case', () => {
  it('is that of the public body, not that of the device', () => {
    draw(
      <InZone zone="America/Lima">
        <Moment at="2026-11-21T01:30:00Z" />
      </InZone>,
    )
    expect(screen.getByText(/Nov 20, 2026, 20:30/).getAttribute('datetime')).toBe(
      '2026-11-21T01:30:00Z',
    )
  })

  it('has a name only where the device lives in another one', () => {
    const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
    expect(foreignZone(here)).toBeNull()
    expect(foreignZone(undefined)).toBeNull()
    const other = here === 'America/Lima' ? 'America/Santiago' : 'America/Lima'
    expect(foreignZone(other)).toMatch(/Peru|Chile/)
  })
})
