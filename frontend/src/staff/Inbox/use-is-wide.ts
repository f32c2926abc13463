import { useEffect, useState } from 'preact/hooks'

/** From this width on there is room for the list and the case side by side (ux 8.6). */
const WIDE = '(min-width: 80rem)'

/** Whether the screen has room for the reading pane. */
export function useIsWide(): boolean {
  const [isWide, setWide] = useState(() => globalThis.matchMedia(WIDE).matches)
  useEffect(() => {
    const media = globalThis.matchMedia(WIDE)
    const look = () => setWide(media.matches)
    media.addEventListener('change', look)
    return () => media.removeEventListener('change', look)
  }, [])
  return isWide
}
