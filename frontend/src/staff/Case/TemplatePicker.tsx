import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Outcome, StaffCase } from '../../api/types'
import { useLoad } from '../../api/use-load'
import { Select } from '../../ui/fields'
import { Problem } from '../../ui/Problem'
import { Waiting } from '../../ui/Waiting'
import { t } from '../../words'

interface Props {
  item: StaffCase
  outcome: Outcome | null
  /** Whether something is written already: the text of the template goes below it. */
  hasText: boolean
  onUse: (text: string) => void
}

/** Text prepared for this kind of case and outcome, in the language of the person, seen before it is used. */
export function TemplatePicker(props: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="reveal" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('template.pick')}</summary>
      {isOpen && (
        <div class="reveal-body">
          <Choice
            {...props}
            onUse={(text) => {
              props.onUse(text)
              setOpen(false)
              document.getElementById('draft-text')?.focus()
            }}
          />
        </div>
      )}
    </details>
  )
}

function Choice({ item, outcome, hasText, onUse }: Props) {
  const [chosen, setChosen] = useState('')
  const { number, kind, language } = item
  const found = useLoad(`templates ${kind} ${outcome ?? ''} ${language}`, () =>
    take(
      api.GET('/api/v1/staff/templates', {
        params: { query: { kind, language, ...(outcome && { outcome }) } },
      }),
    ),
  )
  const filled = useLoad(chosen === '' ? null : `fill ${number} ${chosen}`, () =>
    take(
      api.GET('/api/v1/staff/cases/{number}/templates/{id}', {
        params: { path: { number, id: chosen } },
      }),
    ),
  )
  const refusal = found.refusal ?? filled.refusal
  const usable = (found.value?.items ?? []).filter(({ state }) => state === 'in_use')
  if (refusal) return <Problem refusal={refusal} onRetry={found.reload} />
  if (!found.value) return <Waiting isSlow={found.isSlow} size="short" />
  if (usable.length === 0) return <p class="soft">{t('template.none')}</p>
  return (
    <>
      <Select
        id="template"
        label={t('template.label')}
        value={chosen}
        options={[
          { value: '', label: t('template.choose') },
          ...usable.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={setChosen}
      />
      {chosen !== '' && !filled.value && <Waiting isSlow={filled.isSlow} size="short" />}
      {filled.value && (
        <>
          <blockquote class="said" lang={language}>
            <Marked text={filled.value.text} />
          </blockquote>
          {filled.value.left.length > 0 && (
            <p class="notice notice-warn">
              <span>{t('template.left', { blanks: filled.value.left.join(', ') })}</span>
            </p>
          )}
          <p>
            <button
              type="button"
              class="button"
              onClick={() => filled.value && onUse(filled.value.text)}
            >
              {hasText ? t('template.add') : t('template.use')}
            </button>
          </p>
        </>
      )}
    </>
  )
}

/** A text whose blanks cannot be overlooked. */
export function Marked({ text }: { text: string }) {
  const pieces = text.split(/(\{\{[^{}]*\}\})/)
  return (
    <>
      {pieces.map((piece, index) => (index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece))}
    </>
  )
}
