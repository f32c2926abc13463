import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../words'
import { Icon } from './Icon'

interface Props {
  id: string
  title: string
  onClose: () => void
  children: ComponentChildren
}

/** A native modal dialog: keeps the focus inside, closes on Esc, gives the focus back to its opener. */
export function Dialog({ id, title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby={`${id}-title`} onClose={onClose}>
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id={`${id}-title`}>{title}</h2>
          <button type="button" class="icon-button" onClick={onClose} aria-label={t('app.close')}>
            <Icon name="x" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
