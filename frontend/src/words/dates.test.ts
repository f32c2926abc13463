import { expect, it } from 'vitest'
import { fileSize, longDate, moment } from './dates'

it('shows a date of law as it is, in every zone of the reader', () => {
  expect(longDate('2027-01-08')).toBe('Friday, January 8, 2027')
})

it('shows an instant in the zone of the public body when it is known', () => {
  expect(moment('2026-11-22T02:30:00Z', 'America/Lima')).toContain('Nov 21')
})

it('tells sizes in the unit people know', () => {
  expect(fileSize(120)).toBe('1 KB')
  expect(fileSize(2_440_000)).toBe('2.4 MB')
})
