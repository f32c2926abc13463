/** Words of the staff pages in Portuguese. */
import type { Catalogue } from '..'
import type { en } from './en'

export const ptBR = {
  'x.x': 'c',
} as const satisfies Catalogue<typeof en>
