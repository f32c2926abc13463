import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { StaffCase } from '../../api/types'
import type { Action } from '../../api/use-action'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { Radios, Select, TextArea, TextField } from '../../ui/fields'
import { type FormError, errorOf, errorsOf } from '../../ui/form-errors'
import { CommandForm } from './CommandForm'
import { type FieldSpec, type Values, askedOf, fieldErrors, idOf, pointerOf } from './field-specs'
import { useTyped } from './typed'

interface Props<B> {
  item: StaffCase
  /** Names the form: what was typed is kept under it, ids of fields begin with it. */
  form: string
  submit: string
  fields: readonly FieldSpec[]
  /** What stands in the fields at first; other fields are empty. */
  start?: Values
  lead?: ComponentChildren
  command: Action<[B], unknown>
  /** The request; null while it cannot be made. */
  bodyOf: (values: Values) => B
  onReload: () => void
  children?: (values: Values) => ComponentChildren
}

/** A command that needs some plain fields: checks them, keeps what was typed, leads to what was refused. */
export function FieldsForm<B>(props: Props<B>) {
  const { item, form, fields, command, bodyOf } = props
  const [typed, setTyped, forget] = useTyped(item.number, form, JSON.stringify(props.start ?? {}))
  const [errors, setErrors] = useState<FormError[]>([])
  const values: Values = JSON.parse(typed)
  const asked = askedOf(fields, values)
  const submit = async () => {
    const found = fieldErrors(form, asked, values)
    setErrors(found)
    if (found.length > 0) return
    if ((await command.run(bodyOf(values))) !== null) forget()
  }
  const places = Object.fromEntries(asked.map((each) => [pointerOf(each), idOf(form, each)]))
  const first = asked[0]
  const shown = [...errors, ...errorsOf(command.refusal, places, first ? idOf(form, first) : '')]
  const hasFields = (command.refusal?.fields.length ?? 0) > 0
  return (
    <CommandForm
      submit={props.submit}
      isBusy={command.isBusy}
      refusal={hasFields ? null : command.refusal}
      onSubmit={() => void submit()}
      onReload={props.onReload}
    >
      <ErrorSummary errors={shown.map((error) => named(error, form, asked))} />
      {typeof props.lead === 'string' ? <p>{props.lead}</p> : props.lead}
      {asked.map((spec) => (
        <OneField
          key={spec.name}
          form={form}
          spec={spec}
          error={errorOf(shown, idOf(form, spec))}
          value={values[spec.name] ?? ''}
          onChange={(value) => setTyped(JSON.stringify({ ...values, [spec.name]: value }))}
        />
      ))}
      {props.children?.(values)}
    </CommandForm>
  )
}

/** In the summary an error says which field it is about; at the field that is plain to see. */
function named(error: FormError, form: string, asked: readonly FieldSpec[]): FormError {
  const spec = asked.find((each) => idOf(form, each) === error.field)
  return spec ? { ...error, message: `${spec.label}: ${error.message}` } : error
}

interface OneProps {
  form: string
  spec: FieldSpec
  error: string | null
  value: string
  onChange: (value: string) => void
}

function OneField({ form, spec, error, value, onChange }: OneProps) {
  const same = {
    id: idOf(form, spec),
    label: spec.label,
    hint: spec.hint,
    error,
    isOptional: spec.isOptional ?? false,
  }
  switch (spec.as ?? 'area') {
    case 'area':
      return (
        <TextArea
          {...same}
          isShort
          {...(spec.most === undefined ? {} : { limit: spec.most })}
          value={value}
          onInput={onChange}
        />
      )
    case 'radios':
      return (
        <Radios
          {...same}
          value={value === '' ? null : value}
          options={spec.options ?? []}
          onChange={onChange}
        />
      )
    case 'select':
      return (
        <Select
          {...same}
          value={value}
          options={(spec.options ?? []).map(({ value: each, label }) => ({ value: each, label }))}
          onChange={onChange}
        />
      )
    case 'number':
      return <TextField {...same} inputMode="numeric" value={value} onInput={onChange} />
    case 'date':
      return (
        <TextField
          {...same}
          type="date"
          {...(spec.latest === undefined ? {} : { max: spec.latest })}
          value={value}
          onInput={onChange}
        />
      )
    case 'moment':
      return <TextField {...same} type="datetime-local" value={value} onInput={onChange} />
    case 'email':
      return (
        <TextField
          {...same}
          type="email"
          inputMode="email"
          autoComplete="off"
          value={value}
          onInput={onChange}
        />
      )
    case 'line':
      return (
        <TextField {...same} autoComplete="off" isSpellChecked value={value} onInput={onChange} />
      )
  }
}
