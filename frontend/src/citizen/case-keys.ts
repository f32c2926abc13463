/** Keys live in the tab that was given them and vanish with it. They are never kept on the device. */
import { readKey } from './case-number'

const nameOf = (number: string) => `hilo.key.${number}`
const inMemory = new Map<string, string>()

/** Remembers the key of a case in this tab. */
export function rememberKey(number: string, key: string): void {
  inMemory.set(number, key)
  try {
    sessionStorage.setItem(nameOf(number), key)
  } catch {
    // Storage is refused: the key stays in memory until the page is left.
  }
}

/** Forgets the key of a case. */
export function forgetKey(number: string): void {
  inMemory.delete(number)
  try {
    sessionStorage.removeItem(nameOf(number))
  } catch {
    // Nothing was stored.
  }
}

/** The key of a case: from the fragment of the address, else from this tab. */
export function keyFor(number: string): string | null {
  const given = readKey(decodeURIComponent(location.hash.slice(1)))
  if (given) {
    rememberKey(number, given)
    return given
  }
  try {
    return inMemory.get(number) ?? sessionStorage.getItem(nameOf(number))
  } catch {
    return inMemory.get(number) ?? null
  }
}
