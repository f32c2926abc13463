import { describe, expect, it } from 'vitest'
import { fitsCheckDigit, groupedKey, readKey, readNumber } from './case-number'

describe('a case number', () => {
  it('is understood with any separators and words around it', () => {
    for (const typed of [
      '0001-26000-00010',
      '00012600000010',
      ' 0001 26000 00010 ',
      'caso 0001.26000.00010, gracias',
    ])
      expect(readNumber(typed)).toEqual({ number: '0001-26000-00010' })
  })

  it('says whether it is incomplete or mistyped', () => {
    expect(readNumber('0001-26000')).toEqual({ problem: 'incomplete' })
    expect(readNumber('0001-26000-00017')).toEqual({ problem: 'mistyped' })
  })

  it('catches every single wrong digit and every swap of neighbours', () => {
    const digits = '00012600000010'
    for (let at = 0; at < digits.length; at++) {
      for (const other of '0123456789')
        if (other !== digits[at])
          expect(fitsCheckDigit(digits.slice(0, at) + other + digits.slice(at + 1))).toBe(false)
      const swapped =
        digits.slice(0, at) + (digits[at + 1] ?? '') + (digits[at] ?? '') + digits.slice(at + 2)
      if (at + 1 < digits.length && swapped !== digits) expect(fitsCheckDigit(swapped)).toBe(false)
    }
  })
})

describe('a key', () => {
  it('is read without regard to case, dashes and look-alikes', () => {
    expect(readKey('7k3m-9qx2-abcd-1234')).toBe('7K3M9QX2ABCD1234')
    expect(readKey('7K3M 9QX2 ABCD I23O')).toBe('7K3M9QX2ABCD1230')
  })

  it('is refused when it cannot be one', () => {
    expect(readKey('7K3M-9QX2-ABCD-123')).toBeNull()
    expect(readKey('7K3M-9QX2-ABCD-123U')).toBeNull()
  })

  it('is shown in groups of four', () => {
    expect(groupedKey('7K3M9QX2ABCD1234')).toBe('7K3M-9QX2-ABCD-1234')
  })
})
