import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface Props {
  label: ComponentChildren
  /** The accessible name; contains the visible label. */
  name: string
  children: (close: () => void) => ComponentChildren
}

/** A panel that opens under its button: a native disclosure that also closes on Esc and on leaving. */
export function Menu({ label, name, children }: Props) {
  const box = useRef<HTMLDetailsElement>(null)
  const close = () => {
    if (!box.current?.open) return
    box.current.open = false
    box.current.querySelector('summary')?.focus()
  }
  useEffect(() => {
    const leave = (event: Event) => {
      const { target } = event
      if (box.current && target instanceof Node && !box.current.contains(target))
        box.current.open = false
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
      document.removeEventListener('keydown', escape)
    }
  }, [])
  return (
    <details class="menu no-print" ref={box}>
      <summary aria-label={name}>{label}</summary>
      <div class="menu-panel">{children(close)}</div>
    </details>
  )
}
