/** Case numbers and keys as people type, paste and dictate them. The number opens nothing without the key. */

/** Damm's table: catches every wrong digit and every swap of neighbours. */
const DAMM = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
]

/** Whether the last digit fits the ones before it. */
export function fitsCheckDigit(digits: string): boolean {
  return [...digits].reduce((interim, digit) => DAMM[interim]?.[Number(digit)] ?? 0, 0) === 0
}

/** What a person typed, understood; or why not. */
export type ReadNumber = { number: string } | { problem: 'incomplete' | 'mistyped' }

/** Finds a case number in what was typed or pasted, with any separators and words around it. */
export function readNumber(typed: string): ReadNumber {
  const grouped = /(\d{4})\D?(\d{5})\D?(\d{5})(?!\d)/.exec(typed.replaceAll(/\s/g, ' '))
  const digits = grouped ? grouped.slice(1).join('') : typed.replaceAll(/\D/g, '')
  if (digits.length !== 14) return { problem: 'incomplete' }
  if (!fitsCheckDigit(digits)) return { problem: 'mistyped' }
  return { number: `${digits.slice(0, 4)}-${digits.slice(4, 9)}-${digits.slice(9)}` }
}

/** The key in its plain form (16 Crockford characters), or null. O reads as 0, I and L as 1. */
export function readKey(typed: string): string | null {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(plain) ? plain : null
}

/** The key in four groups, as it is printed. */
export function groupedKey(key: string): string {
  return key.replaceAll('-', '').replace(/(.{4})(?=.)/g, '$1-')
}
