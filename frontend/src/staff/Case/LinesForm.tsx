import { useState } from 'preact/hooks'
import type { Action } from '../../api/use-action'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { TextArea } from '../../ui/fields'
import { type FormError, errorOf, errorsOf } from '../../ui/form-errors'
import { Icon } from '../../ui/Icon'
import { type Key, t } from '../../words'
import { CommandForm } from './CommandForm'
import { useTyped } from './typed'
import type { CommandProps } from './use-command'

interface Props extends CommandProps {
  /** Names the form, as in `FieldsForm`. */
  form: string
  submit: string
  lead: string
  /** What stands there at first. */
  start: readonly string[]
  least: number
  most: number
  /** The most lines. */
  mostLines: number
  pointer: string
  lineName: Extract<Key, 'correction.defect' | 'points.point'>
  addName: string
  removeName: Extract<Key, 'correction.remove' | 'points.remove'>
  command: Action<[string[]], unknown>
}

/** A list of short texts that is sent as a whole: what is missing, what the person raises. */
export function LinesForm(props: Props) {
  const { item, form, start, command, least, most } = props
  const first = start.length === 0 ? [''] : start
  const [typed, setTyped, forget] = useTyped(item.number, form, JSON.stringify(first))
  const [errors, setErrors] = useState<FormError[]>([])
  const lines: string[] = JSON.parse(typed)
  const keep = (next: readonly string[]) => setTyped(JSON.stringify(next))
  const idOf = (index: number) => `${form}-${index}`
  const submit = async () => {
    const said = lines.map((line) => line.trim())
    const found: FormError[] = said.flatMap((line, index) => {
      const message = lineError(line, least, most)
      const mayBeEmpty = line === '' && said.some((each) => each !== '')
      return message === null || mayBeEmpty ? [] : [{ field: idOf(index), message }]
    })
    setErrors(found)
    if (found.length > 0) return
    if ((await command.run(said.filter((line) => line !== ''))) !== null) forget()
  }
  const places = Object.fromEntries(lines.map((_, at) => [`${props.pointer}/${at}`, idOf(at)]))
  const shown = [...errors, ...errorsOf(command.refusal, places, idOf(0))]
  return (
    <CommandForm
      submit={props.submit}
      isBusy={command.isBusy}
      refusal={(command.refusal?.fields.length ?? 0) > 0 ? null : command.refusal}
      onSubmit={() => void submit()}
      onReload={props.onReload}
    >
      <ErrorSummary errors={shown} />
      <p>{props.lead}</p>
      {lines.map((line, index) => (
        <div class="line-field" key={index}>
          <TextArea
            id={idOf(index)}
            label={t(props.lineName, { n: index + 1 })}
            isShort
            limit={most}
            error={errorOf(shown, idOf(index))}
            value={line}
            onInput={(text) => keep(lines.map((each, at) => (at === index ? text : each)))}
          />
          {lines.length > 1 && (
            <button
              type="button"
              class="icon-button"
              aria-label={t(props.removeName, { n: index + 1 })}
              onClick={() => keep(lines.filter((_, at) => at !== index))}
            >
              <Icon name="trash" />
            </button>
          )}
        </div>
      ))}
      {lines.length < props.mostLines && (
        <p>
          <button type="button" class="button" onClick={() => keep([...lines, ''])}>
            <Icon name="plus" /> {props.addName}
          </button>
        </p>
      )}
    </CommandForm>
  )
}

function lineError(line: string, least: number, most: number): string | null {
  const { length } = [...line]
  if (length === 0) return t('problem.required')
  if (length < least) return t('problem.too-short', { n: least })
  return length > most ? t('problem.too-long', { n: most }) : null
}
