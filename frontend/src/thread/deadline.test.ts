import { describe, expect, it } from 'vitest'
import type { Due } from '../api/types'
import { attentionOf, deadlineInFull, deadlineInShort } from './deadline'

const due = (change: Partial<Due>): Due => ({
  on: '2027-01-08',
  at: '2027-01-09T04:59:59Z',
  days_left: 9,
  is_late: false,
  is_paused: false,
  is_stopped: false,
  unit: 'working_days',
  ...change,
})

describe('a deadline (ux 5.3)', () => {
  it.each([
    [due({}), 'plain', '9 d', '9 working days left, due Friday, January 8, 2027'],
    [due({ days_left: 2 }), 'soon', '2 d', '2 working days left, due Friday, January 8, 2027'],
    [
      due({ days_left: 1, unit: 'calendar_days' }),
      'soon',
      '1 d',
      '1 day left, due Friday, January 8, 2027',
    ],
    [due({ days_left: 0 }), 'today', 'Today', 'Due today, Friday, January 8, 2027'],
    [
      due({ days_left: -2, is_late: true }),
      'late',
      'Late 2 d',
      '2 working days late, was due Friday, January 8, 2027',
    ],
    [
      due({ is_paused: true }),
      'paused',
      'Paused',
      'The clock is paused; it stood at Friday, January 8, 2027',
    ],
    [
      due({ days_left: -5, is_late: true, is_stopped: true }),
      'stopped',
      'Answered',
      'Answered; the term was Friday, January 8, 2027',
    ],
  ])(
    '%#: has a colour only when it asks for attention, and always words',
    (item, attention, short, full) => {
      expect(attentionOf(item)).toBe(attention)
      expect(deadlineInShort(item)).toBe(short)
      expect(deadlineInFull(item)).toBe(full)
    },
  )

  it('does not call answered what ended without an answer', () => {
    const ended = due({ is_stopped: true })
    expect(deadlineInShort(ended, 'withdrawn')).toBe('Ended')
    expect(deadlineInFull(ended, 'merged')).toBe(
      'Ended without an answer here; the term was Friday, January 8, 2027',
    )
    expect(deadlineInShort(ended, 'notified')).toBe('Answered')
  })

  it('says so when there is no legal term', () => {
    expect(attentionOf(null)).toBe('none')
    expect(deadlineInFull(null)).toBe('No term')
  })
})
