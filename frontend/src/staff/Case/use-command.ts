import { ifMatch, take } from '../../api/client'
import type { StaffCase } from '../../api/types'
import { type Action, useAction } from '../../api/use-action'
import { announce } from '../../ui/announcer'
import { t } from '../../words'

/** What every form of the case page is given. */
export interface CommandProps {
  item: StaffCase
  /** The case as it is after the command. */
  onDone: (item: StaffCase) => void
  /** Reads the case again without touching what was typed. */
  onReload: () => void
}

/** Where a command goes: the case, at the version that was on the screen. */
export interface Target {
  params: { path: { number: string }; header: { 'If-Match': string } }
}

/** One command on a case. The version on the screen travels with it, so nobody overwrites what they did not see. */
export function useCommand<B>(
  { item, onDone }: CommandProps,
  call: (
    target: Target,
    body: B,
  ) => Promise<{ data?: StaffCase; error?: unknown; response: Response }>,
): Action<[B], StaffCase> {
  return useAction(async (body: B) => {
    const target = {
      params: { path: { number: item.number }, header: { 'If-Match': ifMatch(item.version) } },
    }
    const changed = await take(call(target, body))
    onDone(changed)
    announce(t('case.saved'))
    return changed
  })
}
