import { describe, expect, it } from 'vitest'
import { type FieldSpec, askedOf, fieldErrors, given, wholeNumber } from './field-specs'

const check = (spec: Partial<FieldSpec>, value: string) =>
  fieldErrors('f', [{ name: 'x', label: 'X', ...spec }], { x: value }).map(
    ({ message }) => message,
  )[0] ?? null

describe('the fields of a small form', () => {
  it.each<[Partial<FieldSpec>, string, RegExp | null]>([
    [{}, ' ', /Write an answer/],
    [{ as: 'radios' }, '', /Choose one/],
    [{ isOptional: true }, '', null],
    [{ least: 10 }, 'too short', /at least 10/],
    [{ most: 3 }, 'long', /Shorten it to 3/],
    [{ as: 'number' }, 'ten', /with digits/],
    [{ as: 'number', least: 1 }, '0', /At least 1/],
    [{ as: 'number', most: 15 }, '16', /At most 15/],
    [{ as: 'number', most: 15 }, '15', null],
    [{ as: 'email' }, 'nobody', /name@example.org/],
    [{ as: 'date', latest: '2026-11-21' }, '2026-11-22', /past, or today/],
    [{ as: 'date', latest: '2026-11-21' }, '2026-11-21', null],
  ])('%#: are checked in words', (spec, value, told) => {
    const found = check(spec, value)
    if (told === null) expect(found).toBeNull()
    else expect(found).toMatch(told)
  })

  it('ask only what the other answers call for', () => {
    const fields: FieldSpec[] = [
      { name: 'kind', label: 'Kind' },
      { name: 'unit', label: 'Unit', isAsked: ({ kind }) => kind === 'unit' },
    ]
    expect(askedOf(fields, { kind: 'outside' }).map(({ name }) => name)).toEqual(['kind'])
    expect(askedOf(fields, { kind: 'unit' }).map(({ name }) => name)).toEqual(['kind', 'unit'])
  })

  it('leave empty texts out of the request', () => {
    expect(given({ note: '  ' }, 'note')).toEqual({})
    expect(given({ note: ' seen ' }, 'note')).toEqual({ note: 'seen' })
    expect(wholeNumber('1e3')).toBeNull()
  })
})
