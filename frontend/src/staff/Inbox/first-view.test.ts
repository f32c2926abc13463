import { describe, expect, it } from 'vitest'
import type { Role, View, ViewCount } from '../../api/types'
import { person } from '../../testing/people'
import { firstView } from './first-view'

const counts = (part: Partial<Record<View, number>>): ViewCount[] =>
  (['mine', 'unit', 'to_triage', 'to_review', 'late', 'disputed', 'all'] as const).map((view) => ({
    view,
    count: part[view] ?? 0,
  }))

describe('the first view', () => {
  it.each<[Role, Partial<Record<View, number>>, View]>([
    ['officer', { mine: 2, to_triage: 5 }, 'mine'],
    ['officer', { to_triage: 5 }, 'to_triage'],
    ['officer', {}, 'mine'],
    ['supervisor', { to_review: 1, to_triage: 5, mine: 3 }, 'to_review'],
    ['supervisor', { to_triage: 5 }, 'to_triage'],
    ['lead', { to_review: 1 }, 'to_review'],
    ['lead', { mine: 4 }, 'to_triage'],
    ['auditor', { to_review: 9 }, 'all'],
    ['operator', { to_triage: 9 }, 'all'],
  ])('of a person who is %s with %j is %s', (role, found, view) => {
    expect(firstView(person(role), counts(found))).toBe(view)
  })

  it('waits for the counts only where they decide', () => {
    expect(firstView(person('officer'), null)).toBeNull()
    expect(firstView(person('lead'), null)).toBeNull()
    expect(firstView(person('auditor'), null)).toBe('all')
  })

  it('of somebody with two roles is that of the one who decides', () => {
    const both = {
      ...person('officer'),
      roles: [...person('officer').roles, ...person('lead').roles],
    }
    expect(firstView(both, counts({ mine: 3, to_review: 1 }))).toBe('to_review')
  })
})
