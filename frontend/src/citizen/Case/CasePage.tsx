import { useState } from 'preact/hooks'
import type { Refusal } from '../../api/problems'
import { TextField } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { Screen } from '../../ui/Screen'
import { Waiting } from '../../ui/Waiting'
import { t } from '../../words'
import { forgetKey, keyFor, rememberKey } from '../case-keys'
import { readKey } from '../case-number'
import { CaseView } from './CaseView'
import { useCase } from './use-case'

/** A case for the person it belongs to. Without its key there is nothing to see. */
export default function CasePage({ number }: { number: string }) {
  const [key, setKey] = useState(() => keyFor(number))
  const inUse = useCase(number, key)
  const { item, loaded } = inUse
  const open = (next: string) => {
    rememberKey(number, next)
    setKey(next)
    loaded.reload()
  }
  if (key === null) return <AskKey number={number} refusal={null} onKey={open} />
  if (item) return <CaseView item={item} inUse={inUse} caseKey={key} />
  if (loaded.refusal?.status === 404 || loaded.refusal?.status === 401) {
    const ask = (next: string) => {
      forgetKey(number)
      open(next)
    }
    return <AskKey number={number} refusal={loaded.refusal} onKey={ask} />
  }
  return (
    <Screen title={t('case.title')} plainTitle={t('case.title')}>
      {loaded.refusal ? (
        <Problem refusal={loaded.refusal} onRetry={loaded.reload} />
      ) : (
        <Waiting isSlow={loaded.isSlow} size="long" />
      )}
    </Screen>
  )
}

interface AskProps {
  number: string
  refusal: Refusal | null
  onKey: (key: string) => void
}

/** Asks for the key. A wrong number and a wrong key get the same words. */
function AskKey({ number, refusal, onKey }: AskProps) {
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string | null>(null)
  const submit = (event: Event) => {
    event.preventDefault()
    const key = readKey(typed)
    setError(key ? null : t('track.key-err'))
    if (key) onKey(key)
  }
  return (
    <Screen title={t('case.ask-key')} plainTitle={t('case.ask-key')} hasError={error !== null}>
      <p class="code">{number}</p>
      {refusal && <Problem refusal={refusal} />}
      <form class="stack" noValidate onSubmit={submit}>
        <TextField
          id="key"
          label={t('track.key')}
          hint={t('track.key-hint')}
          autoComplete="off"
          error={error}
          value={typed}
          onInput={setTyped}
        />
        <p>
          <button type="submit" class="button button-primary">
            {t('track.open')}
          </button>
        </p>
      </form>
      <p class="soft">{t('track.lost')}</p>
    </Screen>
  )
}
