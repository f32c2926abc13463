import { useState } from 'preact/hooks'
import { Radios, TextArea } from '../../ui/fields'
import { type FormError, errorOf } from '../../ui/form-errors'
import { Icon } from '../../ui/Icon'
import { t } from '../../words'
import { kindMeaning, kindName, termPromise } from '../../words/names'
import { paths } from '../paths'
import { QuestionPage, type StepProps } from './QuestionPage'

/** The longest wish, in characters, as the contract says. */
const WANTED_LIMIT = 2_000

/** What the person wants to happen: the kind of case in everyday words, with what each choice promises. */
export function KindStep({ inUse, onContinue }: StepProps) {
  const { draft, change } = inUse
  const [errors, setErrors] = useState<FormError[]>([])
  const submit = () => {
    const found: FormError[] = []
    if (!draft.kind) found.push({ field: 'kind', message: t('problem.choose') })
    if ([...draft.wanted].length > WANTED_LIMIT)
      found.push({ field: 'wanted', message: t('problem.too-long', { n: WANTED_LIMIT }) })
    setErrors(found)
    if (found.length === 0) onContinue()
  }
  return (
    <QuestionPage step="kind" inUse={inUse} title={t('q3.title')} errors={errors} onSubmit={submit}>
      {draft.entity && draft.lostKind && (
        <div class="notice notice-warn" role="status">
          <Icon name="info" />
          <div>
            <p>{t('q3.lost', { entity: draft.entity.name, kind: kindName(draft.lostKind) })}</p>
            <p>
              <a href={paths.step('body')}>{t('q3.other-body')}</a>
            </p>
          </div>
        </div>
      )}
      <Radios
        id="kind"
        label={t('q3.title')}
        isLabelHidden
        error={errorOf(errors, 'kind')}
        value={draft.kind}
        options={(draft.entity?.kinds ?? []).map(({ kind, term }) => ({
          value: kind,
          label: kindMeaning(kind),
          note: `${kindName(kind)}. ${termPromise(term)}`,
        }))}
        onChange={(kind) => change({ kind })}
      />
      <TextArea
        id="wanted"
        label={t('q3.wanted')}
        hint={t('q3.wanted-hint')}
        isOptional
        isShort
        error={errorOf(errors, 'wanted')}
        value={draft.wanted}
        limit={WANTED_LIMIT}
        onInput={(wanted) => change({ wanted })}
      />
    </QuestionPage>
  )
}
