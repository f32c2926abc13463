/** Native fields with a visible label, a hint and an error that readers hear with the field. */
import type { ComponentChildren, HTMLAttributes } from 'preact'
import { t } from '../words'
import { Icon } from './Icon'

interface Common {
  id: string
  label: ComponentChildren
  hint?: ComponentChildren
  error?: string | null
  isOptional?: boolean
}

/** Ids of the texts that describe a field. */
function describedBy(id: string, hint: unknown, error: unknown): string | undefined {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return ids === '' ? undefined : ids
}

function Label({ id, label, isOptional }: Pick<Common, 'id' | 'label' | 'isOptional'>) {
  return (
    <label for={id}>
      {label} {isOptional && <span class="label-note">({t('app.optional')})</span>}
    </label>
  )
}

function Notes({ id, hint, error }: Pick<Common, 'id' | 'hint' | 'error'>) {
  return (
    <>
      {hint && (
        <div class="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <div class="field-error" id={`${id}-error`}>
          <Icon name="warning-circle" /> <span>{error}</span>
        </div>
      )}
    </>
  )
}

interface TextProps extends Common {
  value: string
  onInput: (value: string) => void
  type?: 'text' | 'email' | 'tel' | 'password' | 'date' | 'datetime-local' | 'search'
  autoComplete?: string
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'search'
  maxLength?: number
  max?: string
  isSpellChecked?: boolean
}

/** One line of text, a date, a telephone number. */
export function TextField(props: TextProps) {
  const { id, label, hint, error, isOptional, value, onInput } = props
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <Label id={id} label={label} isOptional={isOptional} />
      <Notes id={id} hint={hint} error={error} />
      <TypedInput
        id={id}
        class="input"
        type={props.type ?? 'text'}
        value={value}
        autoComplete={props.autoComplete}
        inputMode={props.inputMode}
        maxLength={props.maxLength}
        max={props.max}
        spellcheck={props.isSpellChecked ?? false}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  )
}

type InputProps = Omit<HTMLAttributes<HTMLInputElement>, 'role'> & {
  value: string
  autoComplete?: string | undefined
  maxLength?: number | undefined
  max?: string | undefined
}

/** The types of Preact tell inputs apart by `type`, so each is written out. */
function TypedInput({ type, ...rest }: InputProps & { type: NonNullable<TextProps['type']> }) {
  switch (type) {
    case 'text':
      return <input type="text" {...rest} />
    case 'email':
      return <input type="email" {...rest} />
    case 'tel':
      return <input type="tel" {...rest} />
    case 'password':
      return <input type="password" {...rest} />
    case 'date':
      return <input type="date" {...rest} />
    case 'datetime-local':
      return <input type="datetime-local" {...rest} />
    case 'search':
      return <input type="search" {...rest} />
  }
}

interface AreaProps extends Common {
  value: string
  onInput: (value: string) => void
  /** The longest text accepted, in characters. The count appears after three quarters of it. */
  limit?: number
  isShort?: boolean
}

/** A text of several lines that grows. Going over the limit is allowed while writing. */
export function TextArea({
  id,
  label,
  hint,
  error,
  isOptional,
  value,
  onInput,
  limit,
  isShort,
}: AreaProps) {
  const left = limit === undefined ? null : limit - [...value].length
  const isNear = left !== null && limit !== undefined && left < limit / 4
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <Label id={id} label={label} isOptional={isOptional} />
      <Notes id={id} hint={hint} error={error} />
      <textarea
        id={id}
        class={isShort ? 'input input-short' : 'input'}
        value={value}
        autoCapitalize="sentences"
        spellcheck
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {isNear && left !== null && (
        <p class={left < 0 ? 'field-error' : 'hint'} role="status">
          {left < 0 ? t('text.over', { n: -left }) : t('text.left', { n: left })}
        </p>
      )}
    </div>
  )
}

/** One option of a group. */
export interface Option<V extends string> {
  value: V
  label: ComponentChildren
  note?: ComponentChildren
}

interface GroupProps<V extends string> extends Omit<Common, 'label'> {
  label: ComponentChildren
  options: readonly Option<V>[]
  /** Hides the legend where the heading of the screen already says it. */
  isLabelHidden?: boolean
}

/** One of several: radios with whole-row labels. */
export function Radios<V extends string>(
  props: GroupProps<V> & { value: V | null; onChange: (value: V) => void },
) {
  const { id, label, hint, error, options, value, onChange } = props
  return (
    <fieldset
      id={id}
      class={error ? 'field field-wrong' : 'field'}
      aria-describedby={describedBy(id, hint, error)}
    >
      <legend class={props.isLabelHidden ? 'visually-hidden' : 'label'}>{label}</legend>
      <Notes id={id} hint={hint} error={error} />
      <div class="choices">
        {options.map((option) => (
          <label class="choice" key={option.value}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <OptionText option={option} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Any of several: check boxes with whole-row labels. */
export function Checkboxes<V extends string>(
  props: GroupProps<V> & { values: readonly V[]; onChange: (values: V[]) => void },
) {
  const { id, label, hint, error, options, values, onChange } = props
  const toggled = (value: V) =>
    values.includes(value) ? values.filter((each) => each !== value) : [...values, value]
  return (
    <fieldset
      id={id}
      class={error ? 'field field-wrong' : 'field'}
      aria-describedby={describedBy(id, hint, error)}
    >
      <legend class={props.isLabelHidden ? 'visually-hidden' : 'label'}>{label}</legend>
      <Notes id={id} hint={hint} error={error} />
      <div class="choices">
        {options.map((option) => (
          <label class="choice" key={option.value}>
            <input
              type="checkbox"
              value={option.value}
              checked={values.includes(option.value)}
              onChange={() => onChange(toggled(option.value))}
            />
            <OptionText option={option} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function OptionText({ option }: { option: Option<string> }) {
  return (
    <span>
      {option.label}
      {option.note && <span class="choice-note">{option.note}</span>}
    </span>
  )
}

interface SelectProps extends Common {
  value: string
  options: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

/** One of many, where a list of radios would be too long. */
export function Select({
  id,
  label,
  hint,
  error,
  isOptional,
  value,
  options,
  onChange,
}: SelectProps) {
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <Label id={id} label={label} isOptional={isOptional} />
      <Notes id={id} hint={hint} error={error} />
      <select
        id={id}
        class="input"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
