/** Words of the staff pages in English. */

export const en = {
  'x.x': 'a',
} as const
