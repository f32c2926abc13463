import { useState } from 'preact/hooks'
import { api, ifMatch, take } from '../../api/client'
import type { Kind, Language, Outcome, Template } from '../../api/types'
import { useAction } from '../../api/use-action'
import { announce } from '../../ui/announcer'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { Radios, Select, TextArea, TextField } from '../../ui/fields'
import { type FormError, errorOf, errorsOf } from '../../ui/form-errors'
import { Icon } from '../../ui/Icon'
import { Problem } from '../../ui/Problem'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../ui/SubmitButton'
import { LANGUAGES, language, t } from '../../words'
import { kindName, outcomeName } from '../../words/names'
import { KINDS } from '../Inbox/inbox-query'

const OUTCOMES: readonly Outcome[] = [
  'accepted',
  'partially_accepted',
  'denied',
  'done',
  'not_done',
  'informed',
  'not_ours',
  'unfounded',
]
/** What the server fills in. Everything else in double braces stays a blank. */
const VARIABLES = ['number', 'entity', 'unit', 'filed_on', 'due_on', 'service', 'name', 'signer']
const LONGEST_NAME = 120
const LONGEST_BODY = 20_000

interface Props {
  /** Null for one that does not exist yet. */
  template: Template | null
  onSaved: () => void
  onClose: () => void
}

interface Written {
  name: string
  language: Language
  kind: Kind | ''
  outcome: Outcome | ''
  body: string
  state: Template['state']
}

function errorsIn({ name, body }: Written): FormError[] {
  const errors: FormError[] = []
  if (name.trim() === '') errors.push({ field: 'template-name', message: t('templates.name-err') })
  if (body.trim() === '') errors.push({ field: 'template-body', message: t('draft.text-err') })
  return errors
}

/** Writes a template. It is only used from the next answer on; answers already sent stay as they are. */
export function TemplateForm({ template, onSaved, onClose }: Props) {
  const [written, setWritten] = useState<Written>({
    name: template?.name ?? '',
    language: template?.language ?? language(),
    kind: template?.kind ?? '',
    outcome: template?.outcome ?? '',
    body: template?.body ?? '',
    state: template?.state ?? 'in_use',
  })
  const [id] = useState(() => template?.id ?? crypto.randomUUID())
  const [errors, setErrors] = useState<FormError[]>([])
  const change = (part: Partial<Written>) => setWritten((old) => ({ ...old, ...part }))
  const saving = useAction(() => {
    const { kind, outcome, ...rest } = written
    return take(
      api.PUT('/api/v1/staff/templates/{id}', {
        params: {
          path: { id },
          header: template ? { 'If-Match': ifMatch(template.version) } : { 'If-None-Match': '*' },
        },
        body: {
          ...rest,
          name: rest.name.trim(),
          ...(kind !== '' && { kind }),
          ...(outcome !== '' && { outcome }),
        },
      }),
    )
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    const found = errorsIn(written)
    setErrors(found)
    if (found.length > 0 || !(await saving.run())) return
    announce(t('case.saved'))
    onSaved()
  }
  const title = template ? t('templates.change') : t('templates.new')
  const shown = [
    ...errors,
    ...errorsOf(saving.refusal, { '/name': 'template-name' }, 'template-body'),
  ]
  return (
    <div class="list-page stack">
      <Screen title={title} plainTitle={title}>
        <p>
          <button type="button" class="button button-quiet button-back" onClick={onClose}>
            <Icon name="arrow-left" /> {t('templates.title')}
          </button>
        </p>
        <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
          <ErrorSummary errors={shown} />
          <TextField
            id="template-name"
            label={t('templates.name')}
            maxLength={LONGEST_NAME}
            isSpellChecked
            error={errorOf(shown, 'template-name')}
            value={written.name}
            onInput={(name) => change({ name })}
          />
          <div class="two">
            <Select
              id="template-language"
              label={t('app.language')}
              value={written.language}
              options={LANGUAGES.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(value) =>
                change({
                  language: LANGUAGES.find(({ code }) => code === value)?.code ?? language(),
                })
              }
            />
            <Select
              id="template-kind"
              label={t('inbox.kind')}
              isOptional
              value={written.kind}
              options={[
                { value: '', label: t('templates.any-kind') },
                ...KINDS.map((kind) => ({ value: kind, label: kindName(kind) })),
              ]}
              onChange={(value) => change({ kind: KINDS.find((kind) => kind === value) ?? '' })}
            />
            <Select
              id="template-outcome"
              label={t('draft.outcome')}
              isOptional
              value={written.outcome}
              options={[
                { value: '', label: t('templates.any-outcome') },
                ...OUTCOMES.map((outcome) => ({ value: outcome, label: outcomeName(outcome) })),
              ]}
              onChange={(value) =>
                change({ outcome: OUTCOMES.find((outcome) => outcome === value) ?? '' })
              }
            />
          </div>
          <TextArea
            id="template-body"
            label={t('templates.body')}
            hint={t('templates.body-hint', {
              variables: VARIABLES.map((name) => `{{${name}}}`).join(' '),
            })}
            limit={LONGEST_BODY}
            error={errorOf(shown, 'template-body')}
            value={written.body}
            onInput={(body) => change({ body })}
          />
          {template && (
            <Radios
              id="template-state"
              label={t('inbox.state')}
              value={written.state}
              options={[
                { value: 'in_use', label: t('templates.in-use') },
                { value: 'retired', label: t('templates.retired') },
              ]}
              onChange={(state) => change({ state })}
            />
          )}
          {saving.refusal && saving.refusal.fields.length === 0 && (
            <Problem refusal={saving.refusal} />
          )}
          <p>
            <SubmitButton isBusy={saving.isBusy}>{t('templates.save')}</SubmitButton>
          </p>
        </form>
      </Screen>
    </div>
  )
}
