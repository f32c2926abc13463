/** Texts that were typed and not sent, per case and form. They survive looking at another case, not the tab. */
import { useState } from 'preact/hooks'

const texts = new Map<string, string>()

function warn(event: BeforeUnloadEvent) {
  if (texts.size > 0) event.preventDefault()
}

/** A text field's state that is still there when one comes back to the case. */
export function useTyped(
  number: string,
  field: string,
  start = '',
): [string, (text: string) => void, () => void] {
  const key = `${number} ${field}`
  const [text, setText] = useState(() => texts.get(key) ?? start)
  const change = (next: string) => {
    if (next === start) texts.delete(key)
    else texts.set(key, next)
    globalThis.removeEventListener('beforeunload', warn)
    if (texts.size > 0) globalThis.addEventListener('beforeunload', warn)
    setText(next)
  }
  const forget = () => {
    texts.delete(key)
    if (texts.size === 0) globalThis.removeEventListener('beforeunload', warn)
    setText(start)
  }
  return [text, change, forget]
}
