import { useEffect, useState } from 'preact/hooks'
import { t } from '../words'

const ROWS = { short: 3, medium: 6, long: 12 } as const

/** Holds the place of what is coming. Nothing at first: most answers arrive before the eye notices. */
export function Waiting({
  isSlow,
  size = 'medium',
}: {
  isSlow: boolean
  size?: keyof typeof ROWS
}) {
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div aria-busy="true">
      <p class={isSlow ? 'mute' : 'visually-hidden'} role="status">
        {isSlow ? t('app.slow') : t('app.loading')}
      </p>
      {isShown && (
        <div class="skeleton" aria-hidden="true">
          {Array.from({ length: ROWS[size] }, (_, row) => (
            <span key={row} />
          ))}
        </div>
      )}
    </div>
  )
}
