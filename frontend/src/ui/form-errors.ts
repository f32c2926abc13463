/** Errors of a form: the same words at the field and in the summary. */
import type { Refusal } from '../api/problems'

/** One thing to check. `field` is the id of the control that the summary leads to. */
export interface FormError {
  field: string
  message: string
}

/** The message of a field, or null. */
export function errorOf(errors: readonly FormError[], field: string): string | null {
  return errors.find((error) => error.field === field)?.message ?? null
}

/** The fields a server refused, by pointer. Pointers without a field of their own go to `elsewhere`. */
export function errorsOf(
  refusal: Refusal | null,
  fields: Readonly<Record<string, string>>,
  elsewhere: string,
): FormError[] {
  if (!refusal) return []
  return refusal.fields.map(({ pointer, message }) => {
    const known = Object.keys(fields).find((at) => pointer === at || pointer.startsWith(`${at}/`))
    return { field: (known && fields[known]) || elsewhere, message }
  })
}

/** Moves the focus to a control, or to the first one inside a group. */
export function focusField(id: string): void {
  const found = document.getElementById(id)
  const control = found?.matches('input, select, textarea, button')
    ? found
    : (found?.querySelector<HTMLElement>('input, select, textarea, button') ?? found)
  control?.focus()
}
