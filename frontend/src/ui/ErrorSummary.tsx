import { useEffect, useRef } from 'preact/hooks'
import { t } from '../words'
import { type FormError, focusField } from './form-errors'
import { Icon } from './Icon'

/** What to check, above the heading, each line leading to its field. Takes the focus when it appears. */
export function ErrorSummary({ errors }: { errors: readonly FormError[] }) {
  const box = useRef<HTMLDivElement>(null)
  const key = errors.map((error) => error.field + error.message).join('|')
  useEffect(() => {
    if (key !== '') box.current?.focus()
  }, [key])
  if (errors.length === 0) return null
  return (
    <div class="notice notice-bad" role="alert" tabIndex={-1} ref={box}>
      <Icon name="warning-circle" />
      <div>
        <h2>{t('problem.check')}</h2>
        <ul class="summary-list">
          {errors.map((error) => (
            <li key={error.field + error.message}>
              <a href={`#${error.field}`} onClick={(event) => lead(event, error.field)}>
                {error.message}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** The fragment of the address may hold the key of a case: move the focus without touching it. */
function lead(event: Event, field: string) {
  event.preventDefault()
  focusField(field)
}
