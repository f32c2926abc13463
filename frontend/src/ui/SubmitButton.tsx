import type { ComponentChildren } from 'preact'
import { Icon } from './Icon'

/** A button that says its effect. While busy it keeps the focus and ignores presses. */
export function SubmitButton({
  isBusy,
  children,
}: {
  isBusy: boolean
  children: ComponentChildren
}) {
  return (
    <button
      type="submit"
      class="button button-primary"
      aria-busy={isBusy}
      onClick={(event) => isBusy && event.preventDefault()}
    >
      {isBusy && <Icon name="clock" />} {children}
    </button>
  )
}
