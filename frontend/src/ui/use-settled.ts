import { useEffect, useState } from 'preact/hooks'

/** A value that follows another one once it has rested, so that not every keystroke becomes a question. */
export function useSettled(value: string, milliseconds = 300): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
