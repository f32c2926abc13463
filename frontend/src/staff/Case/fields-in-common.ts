/** Fields that several small forms share. */
import type { Ground } from '../../api/types'
import { t } from '../../words'
import type { FieldSpec } from './field-specs'

/** Why something is done. The person can read it. */
export function reasonField(hint: string, least = 10): FieldSpec {
  return { name: 'reason', label: t('reason.label'), hint, least, most: 1_000 }
}

/** The grounds of the law as choices, each with where it is written. */
export function groundOptions(grounds: readonly Ground[]) {
  return grounds.map(({ code, title, source }) => ({
    value: code,
    label: title,
    note: source,
  }))
}
