import { useEffect, useRef } from 'preact/hooks'
import { keep, kept } from '../../ui/preferences'

/** Single letters can disturb people who dictate or use a screen reader: they can be switched off. */
export function shortcutsAreOn(): boolean {
  return kept('shortcuts') !== 'off'
}

/** Switches the single-letter shortcuts on or off for this device. */
export function switchShortcuts(isOn: boolean): void {
  keep('shortcuts', isOn ? null : 'off')
}

/** Acts on single keys, never while somebody writes, never with a modifier, never inside a dialog. */
export function useShortcuts(acts: Record<string, () => void>): void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      if (event.ctrlKey || event.metaKey || event.altKey || !shortcutsAreOn()) return
      if (
        target instanceof HTMLElement &&
        target.closest('input, textarea, select, dialog, [contenteditable]')
      )
        return
      // Enter on a link or button already has a meaning.
      if (
        event.key === 'Enter' &&
        target instanceof HTMLElement &&
        target.closest('a, button, summary')
      )
        return
      const act = latest.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
