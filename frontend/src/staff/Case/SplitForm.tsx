import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import type { Kind } from '../../api/types'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { Select, TextArea } from '../../ui/fields'
import { type FormError, errorOf, errorsOf } from '../../ui/form-errors'
import { Icon } from '../../ui/Icon'
import { Problem } from '../../ui/Problem'
import { t } from '../../words'
import { kindName, termPromise } from '../../words/names'
import { CommandForm } from './CommandForm'
import { useOffer } from './TriageForms'
import { useTyped } from './typed'
import { type CommandProps, useCommand } from './use-command'

/** Bounds of what the contract takes. */
const MOST_PARTS = 5
const SHORTEST = 10
const LONGEST = 10_000

interface Part {
  kind: Kind
  service: string
  story: string
}

/** Makes new cases out of one that holds several matters. Each keeps the date on which the person wrote. */
export function SplitForm(props: CommandProps) {
  const { item, onReload } = props
  const { kinds, services, refusal, reload } = useOffer(item)
  const empty: Part = { kind: item.kind, service: '', story: '' }
  const [typed, setTyped, forget] = useTyped(item.number, 'split', JSON.stringify([empty]))
  const [errors, setErrors] = useState<FormError[]>([])
  const splitting = useCommand(
    props,
    (target, body: { parts: { kind: Kind; service?: string; story: string }[] }) =>
      api.POST('/api/v1/staff/cases/{number}/split', { ...target, body }),
  )
  const parts: Part[] = JSON.parse(typed)
  const keep = (next: readonly Part[]) => setTyped(JSON.stringify(next))
  const change = (at: number, part: Partial<Part>) =>
    keep(parts.map((each, index) => (index === at ? { ...each, ...part } : each)))
  const submit = async () => {
    const found = parts.flatMap(({ story }, index) => {
      const message = storyError(story.trim())
      return message === null ? [] : [{ field: `split-story-${index}`, message }]
    })
    setErrors(found)
    if (found.length > 0) return
    const body = {
      parts: parts.map(({ kind, service, story }) => ({
        kind,
        ...(service !== '' && { service }),
        story: story.trim(),
      })),
    }
    if (await splitting.run(body)) forget()
  }
  const places: Record<string, string> = {}
  parts.forEach((_, at) => {
    places[`/parts/${at}/kind`] = `split-kind-${at}`
    places[`/parts/${at}/service`] = `split-service-${at}`
    places[`/parts/${at}/story`] = `split-story-${at}`
  })
  const shown = [...errors, ...errorsOf(splitting.refusal, places, 'split-story-0')]
  return (
    <CommandForm
      submit={t('split.submit', { n: parts.length })}
      isBusy={splitting.isBusy}
      refusal={(splitting.refusal?.fields.length ?? 0) > 0 ? null : splitting.refusal}
      onSubmit={() => void submit()}
      onReload={onReload}
    >
      <ErrorSummary errors={shown} />
      <p>{t('split.lead')}</p>
      {refusal && <Problem refusal={refusal} onRetry={reload} />}
      {parts.map((part, index) => (
        <fieldset class="part stack" key={index}>
          <legend class="label">{t('split.part', { n: index + 1 })}</legend>
          <TextArea
            id={`split-story-${index}`}
            label={t('split.story')}
            hint={t('split.story-hint')}
            isShort
            limit={LONGEST}
            error={errorOf(shown, `split-story-${index}`)}
            value={part.story}
            onInput={(story) => change(index, { story })}
          />
          <Select
            id={`split-kind-${index}`}
            label={t('inbox.kind')}
            hint={termPromise(kinds.find(({ kind }) => kind === part.kind)?.term)}
            error={errorOf(shown, `split-kind-${index}`)}
            value={part.kind}
            options={kinds.map(({ kind }) => ({ value: kind, label: kindName(kind) }))}
            onChange={(value) =>
              change(index, { kind: kinds.find(({ kind }) => kind === value)?.kind ?? part.kind })
            }
          />
          <Select
            id={`split-service-${index}`}
            label={t('triage.service')}
            isOptional
            error={errorOf(shown, `split-service-${index}`)}
            value={part.service}
            options={[
              { value: '', label: t('triage.no-service') },
              ...services.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(service) => change(index, { service })}
          />
          {parts.length > 1 && (
            <p>
              <button
                type="button"
                class="button"
                onClick={() => keep(parts.filter((_, at) => at !== index))}
              >
                <Icon name="trash" /> {t('split.remove', { n: index + 1 })}
              </button>
            </p>
          )}
        </fieldset>
      ))}
      {parts.length < MOST_PARTS && (
        <p>
          <button type="button" class="button" onClick={() => keep([...parts, empty])}>
            <Icon name="plus" /> {t('split.add')}
          </button>
        </p>
      )}
    </CommandForm>
  )
}

function storyError(story: string): string | null {
  const { length } = [...story]
  if (length < SHORTEST) return t('problem.too-short', { n: SHORTEST })
  return length > LONGEST ? t('problem.too-long', { n: LONGEST }) : null
}
