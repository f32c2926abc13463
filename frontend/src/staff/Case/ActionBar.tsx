import type { FunctionComponent } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../words'
import { AcceptForm, AddNoteForm, ReopenForm, RespondForm, ReturnForm } from './SmallForms'
import { AssignForm } from './AssignForm'
import { DraftForm } from './DraftForm'
import { ReviewForm } from './ReviewForm'
import { TriageForm } from './TriageForm'
import type { CommandProps } from './use-command'

/** Every action we have a form for, the most pressing first. Which of them a person may do, the server says. */
const FORMS = [
  ['reviewResponse', ReviewForm],
  ['respondToCase', RespondForm],
  ['acceptCase', AcceptForm],
  ['draftResponse', DraftForm],
  ['assignCase', AssignForm],
  ['triageCase', TriageForm],
  ['returnCase', ReturnForm],
  ['reopenCase', ReopenForm],
  ['addNote', AddNoteForm],
] as const satisfies readonly (readonly [string, FunctionComponent<CommandProps>])[]

/** Steps that are possible and not what the case waits for. */
const ASIDE: ReadonlySet<string> = new Set(['reopenCase', 'addNote'])

type ActionName = (typeof FORMS)[number][0]

/** What can be done with the case now: one button each, its form in place. */
export function ActionBar(props: CommandProps) {
  const { item, onDone } = props
  const [open, setOpen] = useState<ActionName | null>(null)
  const offered = FORMS.filter(([name]) => item.actions.includes(name))
  if (offered.length === 0) return <p class="mute no-actions">{t('action.none')}</p>
  const Form = offered.find(([name]) => name === open)?.[1]
  const done: CommandProps['onDone'] = (changed) => {
    setOpen(null)
    onDone(changed)
  }
  return (
    <section class="actions no-print" aria-label={t('action.title')}>
      <div class="row">
        {offered.map(([name], index) => (
          <button
            type="button"
            key={name}
            data-action={name}
            class={index === 0 && !ASIDE.has(name) ? 'button button-primary' : 'button'}
            aria-expanded={name === open}
            onClick={() => setOpen(name === open ? null : name)}
          >
            {t(`action.${name}`)}
          </button>
        ))}
      </div>
      {Form && open !== null && (
        <div class="action-form">
          <h3>{t(`action.${open}`)}</h3>
          <Form {...props} onDone={done} />
        </div>
      )}
    </section>
  )
}
