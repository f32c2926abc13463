/** Which actions a case can offer and where they stand: what moves it on in front, the rest by purpose. */

/** In front, the most pressing first. The first one offered is what the case waits for. */
export const FRONT = [
  'reviewResponse',
  'respondToCase',
  'notifyCase',
  'resumeCase',
  'acceptCase',
  'draftResponse',
  'assignCase',
  'triageCase',
  'returnCase',
  'consultUnit',
  'reopenCase',
  'addNote',
] as const

/** Steps that are possible and not what the case waits for. */
export const ASIDE: ReadonlySet<string> = new Set(['consultUnit', 'reopenCase', 'addNote'])

/** Behind "More", by what they are for. */
export const GROUPS = [
  ['person', ['requestCorrection', 'replyInterim']],
  ['term', ['extendCase', 'suspendCase']],
  ['matter', ['setPoints', 'reclassifyCase', 'splitCase', 'archiveCase']],
  ['others', ['mergeCases', 'groupCase', 'ungroupCase', 'transferCase']],
] as const

export type ActionName = (typeof FRONT)[number] | (typeof GROUPS)[number][1][number]

/** What of this the server offers now. Empty groups are left out. */
export function offered(actions: readonly string[]) {
  const can = (name: string) => actions.includes(name)
  return {
    front: FRONT.filter(can),
    groups: GROUPS.map(([purpose, names]) => ({
      purpose,
      names: names.filter((name): name is (typeof names)[number] => can(name)),
    })).filter(({ names }) => names.length > 0),
  }
}
