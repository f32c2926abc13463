import { useEffect, useState } from 'preact/hooks'
import { t } from '../words'
import { Icon } from './Icon'

/** Whether the device believes that it has a connection. */
export function useIsOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    globalThis.addEventListener('online', look)
    globalThis.addEventListener('offline', look)
    return () => {
      globalThis.removeEventListener('online', look)
      globalThis.removeEventListener('offline', look)
    }
  }, [])
  return isOnline
}

/** Says once that there is no connection, and that nothing is lost. */
export function OfflineBar() {
  const isOnline = useIsOnline()
  return (
    <div role="status" class="offline no-print">
      {!isOnline && (
        <p class="notice notice-warn">
          <Icon name="wifi-slash" /> <span>{t('app.offline')}</span>
        </p>
      )}
    </div>
  )
}
