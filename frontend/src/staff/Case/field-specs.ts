/** What the fields of a small form ask, and what is wrong with what was typed into them. */
import type { FormError } from '../../ui/form-errors'
import { t } from '../../words'

/** What was typed, by the name of the field. */
export type Values = Record<string, string>

/** One field: its name on the wire and how it is asked. A text of several lines unless it says otherwise. */
export interface FieldSpec {
  name: string
  label: string
  hint?: string
  as?: 'area' | 'line' | 'email' | 'number' | 'date' | 'moment' | 'select' | 'radios'
  options?: readonly { value: string; label: string; note?: string }[]
  /** Shortest text in characters, or least number. One character when nothing is said. */
  least?: number
  /** Longest text in characters, or greatest number. */
  most?: number
  /** The last date that may be chosen. */
  latest?: string
  isOptional?: boolean
  /** Whether it is asked at all, given the other answers. */
  isAsked?: (values: Values) => boolean
  /** Where the server speaks of it, when that is not its name. */
  pointer?: string
}

/** The fields that are asked now. */
export function askedOf(fields: readonly FieldSpec[], values: Values): FieldSpec[] {
  return fields.filter(({ isAsked }) => isAsked?.(values) ?? true)
}

/** The id of the control of a field. */
export const idOf = (form: string, { name }: FieldSpec) => `${form}-${name}`

/** The JSON pointer of a field. */
export const pointerOf = ({ name, pointer }: FieldSpec) => pointer ?? `/${name}`

/** A number typed with digits, or null. */
export function wholeNumber(typed: string): number | null {
  return /^\d{1,9}$/.test(typed.trim()) ? Number(typed.trim()) : null
}

/** What a text field is about, without spaces around it. */
export const textOf = (values: Values, name: string) => (values[name] ?? '').trim()

/** A text that may be left out of the request. */
export function given<N extends string>(values: Values, name: N): { [K in N]?: string } {
  const text = textOf(values, name)
  const found: { [K in N]?: string } = {}
  if (text !== '') found[name] = text
  return found
}

function problemOf(spec: FieldSpec, value: string): string | null {
  const text = value.trim()
  if (text === '') {
    if (spec.isOptional) return null
    const isChosen = spec.as === 'radios' || spec.as === 'select'
    return isChosen ? t('problem.choose') : t('problem.required')
  }
  if (spec.as === 'number') return numberProblem(spec, text)
  if (spec.as === 'email') return /^\S+@\S+\.\S+$/.test(text) ? null : t('problem.email')
  if (spec.latest !== undefined && text > spec.latest) return t('problem.date')
  const { length } = [...text]
  if (spec.least !== undefined && length < spec.least)
    return t('problem.too-short', { n: spec.least })
  if (spec.most !== undefined && length > spec.most) return t('problem.too-long', { n: spec.most })
  return null
}

function numberProblem({ least, most }: FieldSpec, text: string): string | null {
  const n = wholeNumber(text)
  if (n === null) return t('problem.number')
  if (least !== undefined && n < least) return t('problem.at-least', { n: least })
  return most !== undefined && n > most ? t('problem.at-most', { n: most }) : null
}

/** What is wrong with the answers, field by field. */
export function fieldErrors(
  form: string,
  fields: readonly FieldSpec[],
  values: Values,
): FormError[] {
  return fields.flatMap((spec) => {
    const message = problemOf(spec, values[spec.name] ?? '')
    return message === null ? [] : [{ field: idOf(form, spec), message }]
  })
}
