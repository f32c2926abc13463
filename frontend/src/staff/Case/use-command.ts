import { ifMatch, takeIfAny } from '../../api/client'
import type { StaffCase } from '../../api/types'
import { type Action, useAction } from '../../api/use-action'
import { announce } from '../../ui/announcer'
import { t } from '../../words'
import { partFrom } from '../parting'

/** What every form of the case page is given. */
export interface CommandProps {
  item: StaffCase
  /** The case as it is after the command. */
  onDone: (item: StaffCase) => void
  /** The command was done, and took the case out of the reach of this person. */
  onGone: () => void
  /** Reads the case again without touching what was typed. */
  onReload: () => void
}

/** Where a command goes: the case, at the version that was on the screen. */
export interface Target {
  params: { path: { number: string }; header: { 'If-Match': string } }
}

/** What a command came to: the case as it is now, or that it is out of reach. */
type Result = StaffCase | 'gone'

/** One command on a case. The version on the screen travels with it, so nobody overwrites what they did not see. */
export function useCommand<B>(
  { item, onDone, onGone }: CommandProps,
  call: (
    target: Target,
    body: B,
  ) => Promise<{ data?: StaffCase; error?: unknown; response: Response }>,
): Action<[B], Result> {
  return useAction(async (body: B): Promise<Result> => {
    const target = {
      params: { path: { number: item.number }, header: { 'If-Match': ifMatch(item.version) } },
    }
    const changed = await takeIfAny(call(target, body))
    if (changed === null) {
      partFrom(item.number)
      onGone()
      return 'gone'
    }
    onDone(changed)
    announce(t('case.saved'))
    return changed
  })
}
