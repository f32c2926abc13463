/** Which view a person should see first. What others wait for comes before what is merely there. */
import type { Me, Role, View, ViewCount } from '../../api/types'

/** The view to open when the address names none; null while the counts that decide it are still to come. */
export function firstView(me: Me, counts: readonly ViewCount[] | null): View | null {
  const is = (role: Role) => me.roles.some((each) => each.role === role)
  const decides = is('lead') || is('supervisor')
  if (!decides && !is('officer')) return 'all'
  if (counts === null) return null
  const has = (view: View) => counts.some((each) => each.view === view && each.count > 0)
  if (decides) return has('to_review') ? 'to_review' : 'to_triage'
  // The desk has cases to triage that belong to nobody yet; other units never see any.
  return !has('mine') && has('to_triage') ? 'to_triage' : 'mine'
}
