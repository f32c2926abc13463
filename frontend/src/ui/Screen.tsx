import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../words'

let isFirstScreen = true

interface Props {
  /** The question or subject of the screen; becomes the `h1`. */
  title: ComponentChildren
  /** The same in plain text, for the title of the window. */
  plainTitle: string
  /** Whether the window title should say that something needs checking. */
  hasError?: boolean
  /** What stands above the heading: a way back, the number of the question, a list of errors. */
  before?: ComponentChildren
  children: ComponentChildren
}

/**
 * One screen: sets the window title first, then moves the focus to its heading, so that people who listen
 * or use a keyboard know where they are. The first screen of a visit leaves the focus alone.
 */
export function Screen({ title, plainTitle, hasError = false, before, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const name = hasError ? t('app.error-prefix', { title: plainTitle }) : plainTitle
    document.title = `${name} – ${t('app.name')}`
  })
  useEffect(() => {
    if (!isFirstScreen) heading.current?.focus({ preventScroll: true })
    isFirstScreen = false
  }, [])
  return (
    <>
      {before}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  )
}
