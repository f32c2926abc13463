import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { TextField } from '../../ui/fields'
import { type FormError, errorOf } from '../../ui/form-errors'
import { t } from '../../words'
import { rememberKey } from '../case-keys'
import { readKey, readNumber } from '../case-number'
import { paths } from '../paths'

/** Opens a case by its number and key, typed or pasted with any separators. */
export function FindCaseForm() {
  const { route } = useLocation()
  const [typed, setTyped] = useState('')
  const [typedKey, setTypedKey] = useState('')
  const [errors, setErrors] = useState<FormError[]>([])

  const submit = (event: Event) => {
    event.preventDefault()
    const read = readNumber(typed)
    const key = readKey(typedKey)
    const found: FormError[] = []
    if ('problem' in read)
      found.push({
        field: 'number',
        message: read.problem === 'mistyped' ? t('track.mistyped') : t('track.incomplete'),
      })
    if (!key) found.push({ field: 'key', message: t('track.key-err') })
    setErrors(found)
    if ('problem' in read || !key) return
    rememberKey(read.number, key)
    route(paths.case(read.number))
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <ErrorSummary errors={errors} />
      <div class="find">
        <TextField
          id="number"
          label={t('track.number')}
          hint={t('track.number-hint')}
          inputMode="numeric"
          autoComplete="off"
          error={errorOf(errors, 'number')}
          value={typed}
          onInput={setTyped}
        />
        <TextField
          id="key"
          label={t('track.key')}
          hint={t('track.key-hint')}
          autoComplete="off"
          error={errorOf(errors, 'key')}
          value={typedKey}
          onInput={setTypedKey}
        />
        <button type="submit" class="button button-primary">
          {t('track.open')}
        </button>
      </div>
    </form>
  )
}
