/** One polite live region for the whole page: news is said once, never steals the focus. */
import { useEffect, useState } from 'preact/hooks'

let say: (text: string) => void = () => undefined

/** Has a sentence read aloud when the reader is idle. */
export function announce(text: string): void {
  say(text)
}

/** The region. Each entry draws it once, outside of `main`. */
export function Announcer() {
  const [text, setText] = useState('')
  useEffect(() => {
    // The same sentence twice is only read when the region was empty in between.
    say = (next) => {
      setText('')
      setTimeout(() => setText(next), 50)
    }
    return () => {
      say = () => undefined
    }
  }, [])
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  )
}
