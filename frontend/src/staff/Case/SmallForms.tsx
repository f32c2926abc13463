import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { TextArea } from '../../ui/fields'
import { t } from '../../words'
import { CommandForm } from './CommandForm'
import { FieldsForm } from './FieldsForm'
import { isLate } from './draft'
import { given } from './field-specs'
import { useTyped } from './typed'
import { type CommandProps, useCommand } from './use-command'

/** Bounds of a reason, in characters, as the contract says. */
const SHORTEST_REASON = 10
const LONGEST_REASON = 1_000

/** The unit takes the case. */
export function AcceptForm(props: CommandProps) {
  const accept = useCommand(props, (target, body: Record<string, never>) =>
    api.POST('/api/v1/staff/cases/{number}/accept', { ...target, body }),
  )
  return (
    <CommandForm
      submit={t('action.acceptCase')}
      {...accept}
      onSubmit={() => void accept.run({})}
      onReload={props.onReload}
    >
      <p>{t('accept.lead')}</p>
    </CommandForm>
  )
}

/** Signs and sends the approved text. What became late since it was written needs its reason now. */
export function RespondForm(props: CommandProps) {
  const { item } = props
  const respond = useCommand(props, (target, body: { late_reason?: string }) =>
    api.POST('/api/v1/staff/cases/{number}/respond', { ...target, body }),
  )
  const approved = item.responses.findLast((each) => each.status === 'approved')
  const needsReason = isLate(item) && !approved?.late_reason
  return (
    <FieldsForm
      item={item}
      form="respond"
      submit={t('action.respondToCase')}
      lead={
        <>
          <p>{t('respond.lead')}</p>
          {approved && <blockquote class="said">{approved.text}</blockquote>}
        </>
      }
      fields={[
        {
          name: 'late_reason',
          label: t('draft.late'),
          hint: t('draft.late-hint'),
          least: 10,
          most: 1_000,
          isAsked: () => needsReason,
        },
      ]}
      command={respond}
      onReload={props.onReload}
      bodyOf={(values) => (needsReason ? given(values, 'late_reason') : {})}
    />
  )
}

/** "Not ours": back to the desk with a reason that somebody can act on. */
export function ReturnForm(props: CommandProps) {
  const returning = useCommand(props, (target, body: { reason: string }) =>
    api.POST('/api/v1/staff/cases/{number}/return', { ...target, body }),
  )
  return <ReasonForm {...props} action="return" command={returning} />
}

/** Opens an answered case again. */
export function ReopenForm(props: CommandProps) {
  const reopening = useCommand(props, (target, body: { reason: string }) =>
    api.POST('/api/v1/staff/cases/{number}/reopen', { ...target, body }),
  )
  return <ReasonForm {...props} action="reopen" command={reopening} />
}

interface ReasonProps extends CommandProps {
  action: 'return' | 'reopen'
  command: ReturnType<typeof useCommand<{ reason: string }>>
}

function ReasonForm({ item, onReload, action, command }: ReasonProps) {
  const [reason, setReason, forget] = useTyped(item.number, action)
  const [error, setError] = useState<string | null>(null)
  const submit = async () => {
    const length = [...reason.trim()].length
    setError(length < SHORTEST_REASON ? t('problem.too-short', { n: SHORTEST_REASON }) : null)
    if (length >= SHORTEST_REASON && (await command.run({ reason: reason.trim() }))) forget()
  }
  const name = action === 'return' ? t('action.returnCase') : t('action.reopenCase')
  return (
    <CommandForm submit={name} {...command} onSubmit={() => void submit()} onReload={onReload}>
      <TextArea
        id={`${action}-reason`}
        label={t('reason.label')}
        hint={action === 'return' ? t('return.hint') : t('reopen.hint')}
        isShort
        limit={LONGEST_REASON}
        error={error ?? command.refusal?.field('/reason') ?? null}
        value={reason}
        onInput={setReason}
      />
    </CommandForm>
  )
}

/** A note that only staff see. */
export function AddNoteForm(props: CommandProps) {
  const { item, onReload } = props
  const [text, setText, forget] = useTyped(item.number, 'note')
  const [error, setError] = useState<string | null>(null)
  const add = useCommand(props, (target, body: { text: string }) =>
    api.POST('/api/v1/staff/cases/{number}/notes', { ...target, body }),
  )
  const submit = async () => {
    setError(text.trim() === '' ? t('problem.required') : null)
    if (text.trim() !== '' && (await add.run({ text: text.trim() }))) forget()
  }
  return (
    <CommandForm
      submit={t('note.submit')}
      {...add}
      onSubmit={() => void submit()}
      onReload={onReload}
    >
      <div class="internal-note">
        <TextArea
          id="note"
          label={t('case.internal-note')}
          hint={t('note.hint')}
          isShort
          error={error ?? add.refusal?.field('/text') ?? null}
          value={text}
          onInput={setText}
        />
      </div>
    </CommandForm>
  )
}
