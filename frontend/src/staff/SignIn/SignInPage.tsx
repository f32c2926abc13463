import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Me } from '../../api/types'
import { useAction } from '../../api/use-action'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { Radios, TextField } from '../../ui/fields'
import { type FormError, errorOf } from '../../ui/form-errors'
import { Problem } from '../../ui/Problem'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../ui/SubmitButton'
import { t } from '../../words'

/** E-mail, password and code in one form. Pasting is allowed; which part was wrong is never said. */
export function SignInPage({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [entity, setEntity] = useState<string | null>(null)
  const [errors, setErrors] = useState<FormError[]>([])
  const signIn = useAction(() =>
    take(
      api.POST('/api/v1/staff/sign-in', {
        body: {
          email: email.trim(),
          password,
          code: code.replaceAll(/\s/g, ''),
          entity,
          delivery: 'cookie',
        },
      }),
    ),
  )
  const entities = signIn.refusal?.code === 'auth.choose-entity' ? signIn.refusal.entities : []

  const submit = async (event: Event) => {
    event.preventDefault()
    const found: FormError[] = []
    if (email.trim() === '') found.push({ field: 'email', message: t('sign-in.email-err') })
    if (password === '') found.push({ field: 'password', message: t('sign-in.password-err') })
    if (!/^\s*(\d\s*){6}$/.test(code)) found.push({ field: 'code', message: t('sign-in.code-err') })
    setErrors(found)
    if (found.length > 0) return
    const me = await signIn.run()
    if (me) onSignedIn(me)
  }
  return (
    <div class="narrow stack">
      <Screen
        title={t('sign-in.title')}
        plainTitle={t('sign-in.title')}
        hasError={errors.length > 0}
        before={<ErrorSummary errors={errors} />}
      >
        {signIn.refusal && entities.length === 0 && <Problem refusal={signIn.refusal} />}
        <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
          <TextField
            id="email"
            type="email"
            inputMode="email"
            label={t('sign-in.email')}
            autoComplete="username"
            error={errorOf(errors, 'email')}
            value={email}
            onInput={setEmail}
          />
          <TextField
            id="password"
            type="password"
            label={t('sign-in.password')}
            autoComplete="current-password"
            error={errorOf(errors, 'password')}
            value={password}
            onInput={setPassword}
          />
          <TextField
            id="code"
            inputMode="numeric"
            label={t('sign-in.code')}
            hint={t('sign-in.code-hint')}
            autoComplete="one-time-code"
            error={errorOf(errors, 'code')}
            value={code}
            onInput={setCode}
          />
          {entities.length > 0 && (
            <Radios
              id="entity"
              label={t('sign-in.entity')}
              hint={t('sign-in.entity-hint')}
              value={entity}
              options={entities.map(({ number, name }) => ({ value: number, label: name }))}
              onChange={setEntity}
            />
          )}
          <p>
            <SubmitButton isBusy={signIn.isBusy}>{t('sign-in.submit')}</SubmitButton>
          </p>
        </form>
      </Screen>
    </div>
  )
}
