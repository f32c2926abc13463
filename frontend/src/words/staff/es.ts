/** Words of the staff pages in Spanish. */
import type { Catalogue } from '..'
import type { en } from './en'

export const es = {
  'x.x': 'b',
} as const satisfies Catalogue<typeof en>
