import type { ComponentChildren, FunctionComponent } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../ui/Icon'
import { t } from '../../words'
import { type ActionName, ASIDE, offered } from './action-groups'
import { ConsultForm, InterimForm, TransferForm } from './AskForms'
import { AssignForm } from './AssignForm'
import { ExtendForm, ResumeForm, SuspendForm } from './DeadlineForms'
import { DraftForm } from './DraftForm'
import { GroupForm, MergeForm, UngroupForm } from './JoinForms'
import { NoticeForm } from './NoticeForm'
import { ReviewForm } from './ReviewForm'
import { AcceptForm, AddNoteForm, ReopenForm, RespondForm, ReturnForm } from './SmallForms'
import { SplitForm } from './SplitForm'
import { TriageForm } from './TriageForm'
import { ArchiveForm, CorrectionForm, PointsForm, ReclassifyForm } from './TriageForms'
import type { CommandProps } from './use-command'

/** The form of every action. Which of them a person may do, the server says. */
const FORMS: Record<ActionName, FunctionComponent<CommandProps>> = {
  reviewResponse: ReviewForm,
  respondToCase: RespondForm,
  notifyCase: NoticeForm,
  resumeCase: ResumeForm,
  acceptCase: AcceptForm,
  draftResponse: DraftForm,
  assignCase: AssignForm,
  triageCase: TriageForm,
  returnCase: ReturnForm,
  consultUnit: ConsultForm,
  reopenCase: ReopenForm,
  addNote: AddNoteForm,
  requestCorrection: CorrectionForm,
  replyInterim: InterimForm,
  extendCase: ExtendForm,
  suspendCase: SuspendForm,
  setPoints: PointsForm,
  reclassifyCase: ReclassifyForm,
  splitCase: SplitForm,
  archiveCase: ArchiveForm,
  mergeCases: MergeForm,
  groupCase: GroupForm,
  ungroupCase: UngroupForm,
  transferCase: TransferForm,
}

/** What can be done with the case now: the next step first, the rest behind "More", each form in place. */
export function ActionBar(props: CommandProps) {
  const { item, onDone } = props
  const [open, setOpen] = useState<ActionName | null>(null)
  const [isMoreOpen, setMoreOpen] = useState(false)
  const { front, groups } = offered(item.actions)
  if (front.length === 0 && groups.length === 0)
    return <p class="mute no-actions">{t('action.none')}</p>
  const isOffered = open !== null && item.actions.includes(open)
  const Form = isOffered ? FORMS[open] : null
  const done: CommandProps['onDone'] = (changed) => {
    setOpen(null)
    onDone(changed)
  }
  const choose = (name: ActionName) => {
    setMoreOpen(false)
    setOpen(name === open ? null : name)
  }
  const isFront = (name: ActionName) => front.some((each) => each === name)
  return (
    <section class="actions no-print" aria-label={t('action.title')}>
      <div class="row">
        {front.map((name, index) => (
          <button
            type="button"
            key={name}
            data-action={name}
            class={index === 0 && !ASIDE.has(name) ? 'button button-primary' : 'button'}
            aria-expanded={name === open}
            onClick={() => choose(name)}
          >
            {t(`action.${name}`)}
          </button>
        ))}
        {groups.length > 0 && (
          <button
            type="button"
            class="button more-button"
            data-action="more"
            aria-expanded={isMoreOpen}
            onClick={() => setMoreOpen(!isMoreOpen)}
          >
            {t('action.more')} <Icon name="caret-down" />
          </button>
        )}
      </div>
      {isMoreOpen && <More groups={groups} onChoose={choose} />}
      {Form && open !== null && (
        <Opened
          key={open}
          name={open}
          hasFocus={!isFront(open)}
          onClose={() => {
            setOpen(null)
            document
              .querySelector<HTMLElement>(`[data-action=${isFront(open) ? open : 'more'}]`)
              ?.focus()
          }}
        >
          <Form {...props} onDone={done} />
        </Opened>
      )}
    </section>
  )
}

interface MoreProps {
  groups: ReturnType<typeof offered>['groups']
  onChoose: (name: ActionName) => void
}

/** The other actions, by what they are for. */
function More({ groups, onChoose }: MoreProps) {
  return (
    <div class="more-actions">
      {groups.map(({ purpose, names }) => (
        <div key={purpose}>
          <h3 id={`more-${purpose}`}>{t(`action-group.${purpose}`)}</h3>
          <ul aria-labelledby={`more-${purpose}`}>
            {names.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  class="menu-item"
                  data-action={name}
                  onClick={() => onChoose(name)}
                >
                  {t(`action.${name}`)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}

interface OpenedProps {
  name: ActionName
  /** Its button is gone: the heading takes the focus. */
  hasFocus: boolean
  onClose: () => void
  children: ComponentChildren
}

function Opened({ name, hasFocus, onClose, children }: OpenedProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const takesFocus = useRef(hasFocus)
  useLayoutEffect(() => {
    if (takesFocus.current) heading.current?.focus()
  }, [])
  return (
    <div class="action-form">
      <div class="action-head">
        <h3 ref={heading} tabIndex={-1}>
          {t(`action.${name}`)}
        </h3>
        <button type="button" class="icon-button" aria-label={t('action.close')} onClick={onClose}>
          <Icon name="x" />
        </button>
      </div>
      {children}
    </div>
  )
}
