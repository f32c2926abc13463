import { t } from '../../words'
import { Icon } from '../../ui/Icon'

/** The mouths of the five faces, from very bad to very good. */
const MOUTHS = [
  'M9 24c4-5 10-5 14 0',
  'M10 23c3-3 9-3 12 0',
  'M10 22h12',
  'M10 21c3 3 9 3 12 0',
  'M9 20c3 6 11 6 14 0',
]
const WORDS = ['rate.1', 'rate.2', 'rate.3', 'rate.4', 'rate.5'] as const

interface Props {
  value: number | null
  error: string | null
  onChange: (stars: number) => void
}

/** Five faces with their words: native radios, so arrows and readers work as everywhere. */
export function Faces({ value, error, onChange }: Props) {
  return (
    <fieldset
      id="stars"
      class={error ? 'field field-wrong' : 'field'}
      aria-describedby={error ? 'stars-error' : undefined}
    >
      <legend class="label">{t('rate.care')}</legend>
      {error && (
        <div class="field-error" id="stars-error">
          <Icon name="warning-circle" /> <span>{error}</span>
        </div>
      )}
      <div class="faces">
        {WORDS.map((word, index) => (
          <label class="face" key={word}>
            <input
              type="radio"
              name="stars"
              checked={value === index + 1}
              onChange={() => onChange(index + 1)}
            />
            <svg viewBox="0 0 32 32" aria-hidden="true">
              <circle cx="16" cy="16" r="13" />
              <path d={`M11 12v2M21 12v2${MOUTHS[index] ?? ''}`} />
            </svg>
            {t(word)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
