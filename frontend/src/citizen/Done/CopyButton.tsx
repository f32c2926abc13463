import { useState } from 'preact/hooks'
import { announce } from '../../ui/announcer'
import { Icon } from '../../ui/Icon'
import { t } from '../../words'

/** Copies a text and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    announce(t('app.copied'))
  }
  if (!('clipboard' in navigator)) return null
  return (
    <button type="button" class="button" onClick={() => void copy()}>
      <Icon name={isCopied ? 'check' : 'copy'} /> {isCopied ? t('app.copied') : label}
    </button>
  )
}
