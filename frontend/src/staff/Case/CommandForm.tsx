import type { ComponentChildren } from 'preact'
import type { Refusal } from '../../api/problems'
import { Icon } from '../../ui/Icon'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { t } from '../../words'

interface Props {
  submit: string
  isBusy: boolean
  refusal: Refusal | null
  onSubmit: () => void
  /** Reads the case again after somebody else changed it. */
  onReload: () => void
  /** More buttons beside the main one. */
  more?: ComponentChildren
  children?: ComponentChildren
}

/** A form of the case page: fields, what was refused, the button that says its effect. */
export function CommandForm({
  submit,
  isBusy,
  refusal,
  onSubmit,
  onReload,
  more,
  children,
}: Props) {
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      {refusal && <Refused refusal={refusal} onReload={onReload} />}
      <div class="row">
        <SubmitButton isBusy={isBusy}>{submit}</SubmitButton>
        {more}
      </div>
    </form>
  )
}

/** Somebody else was quicker (412): say so, keep what was typed, show the newest. Field errors stand at the fields. */
function Refused({ refusal, onReload }: { refusal: Refusal; onReload: () => void }) {
  if (refusal.status === 412) {
    return (
      <div class="notice notice-warn" role="alert">
        <Icon name="warning" />
        <div>
          <p class="strong">{t('case.stale')}</p>
          <p>{t('case.stale-detail')}</p>
          <p>
            <button type="button" class="button" onClick={onReload}>
              {t('case.see-newest')}
            </button>
          </p>
        </div>
      </div>
    )
  }
  return <Problem refusal={refusal} />
}
