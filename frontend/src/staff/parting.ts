/** What to say on the next screen about a case that has just left the reach of this person. */
import { announce } from '../ui/announcer'
import { t } from '../words'

let words: string | null = null

/** Says it at once to who listens, and leaves it for the inbox to show. */
export function partFrom(number: string): void {
  words = t('inbox.gone', { number })
  announce(words)
}

/** What was left to be shown. The second time there is nothing. */
export function takePartingWords(): string | null {
  const left = words
  words = null
  return left
}
