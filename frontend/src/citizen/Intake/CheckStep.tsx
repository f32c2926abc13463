import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useAction } from '../../api/use-action'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { errorsOf } from '../../ui/form-errors'
import { useIsOnline } from '../../ui/OfflineBar'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { t, tryText } from '../../words'
import { longDate } from '../../words/dates'
import { countryName, kindName, termPromise } from '../../words/names'
import { rememberKey } from '../case-keys'
import { readKey } from '../case-number'
import { handOver, papersOf } from '../papers'
import { type Step, paths } from '../paths'
import { keepReceipt } from '../receipts'
import { QuestionPage, type StepProps } from './QuestionPage'
import { type Circumstance, type Draft, dropDraft } from './draft'
import { IfToday } from './IfToday'
import { isSurelyNotSent, submit } from './send'
import { answerText } from './answer-text'
import { asksWhere } from './steps'

/** Check and send. Sending twice, reloading or trying again after a lost connection makes one case. */
export function CheckStep({ inUse }: StepProps) {
  const { draft, change, latest } = inUse
  const { route } = useLocation()
  const isOnline = useIsOnline()
  const sending = useAction(async () => {
    const receipt = await submit(latest(), (attempt) => change({ attempt }))
    keepReceipt(receipt)
    rememberKey(receipt.number, readKey(receipt.key) ?? receipt.key)
    await handOver(draft.id, receipt.number)
    dropDraft()
    route(paths.done(receipt.number), true)
  })
  const isPending = draft.attempt !== null
  const run = useRef(sending.run)
  run.current = sending.run
  useEffect(() => {
    // Only what the person has already sent once is sent again by itself.
    if (isOnline && isPending) void run.current()
  }, [isOnline, isPending])

  const { refusal } = sending
  const needsAdult = refusal?.field('/parties/guardian') != null
  const errors = errorsOf(refusal, FIELDS, 'answers-list').map((error) =>
    needsAdult && error.field === 'change-you' ? { ...error, message: t('q8.adult-err') } : error,
  )
  const canChange = !isPending || (refusal !== null && isSurelyNotSent(refusal))
  return (
    <QuestionPage step="check" inUse={inUse} title={t('q8.title')}>
      <ErrorSummary errors={errors} />
      <p class="lead">{isPending ? t('q8.maybe-sent') : t('q8.notsent')}</p>
      {draft.entity?.is_demonstration && (
        <p class="notice notice-warn">{t('app.demonstration-note')}</p>
      )}
      <Answers draft={draft} canChange={canChange} />
      <section class="stack-tight">
        <h2>{t('q8.who')}</h2>
        <p class="soft">{t('q8.who-text')}</p>
      </section>
      {refusal && errors.length === 0 && <Problem refusal={refusal} />}
      {isPending && !isOnline && <p class="notice notice-warn">{t('off.queued')}</p>}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void sending.run()
        }}
      >
        <SubmitButton isBusy={sending.isBusy}>
          {isPending && !sending.isBusy ? t('app.retry') : t('q8.send')}
        </SubmitButton>
      </form>
    </QuestionPage>
  )
}

const FIELDS = {
  '/story': 'change-story',
  '/wanted': 'change-kind',
  '/kind': 'change-kind',
  '/service': 'change-about',
  '/entity': 'change-about',
  '/place': 'change-where',
  '/office': 'change-where',
  '/occurred_on': 'change-where',
  '/answers': 'change-questions',
  '/filer': 'change-you',
  '/parties': 'change-you',
  '/written_in': 'change-story',
}

function Answers({ draft, canChange }: { draft: Draft; canChange: boolean }) {
  const [papers, setPapers] = useState<number | null>(null)
  useEffect(() => {
    void papersOf(draft.id).then((found) => setPapers(found.length))
  }, [draft.id])
  const { service, entity, kind, filer } = draft
  const term = service?.term ?? entity?.kinds.find((each) => each.kind === kind)?.term
  const row = (step: Step, label: string, value: ComponentChildren, isFirst = true) => (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
      {canChange && (
        <dd class="change">
          <a
            class="button button-quiet"
            id={isFirst ? `change-${step}` : undefined}
            href={paths.step(step, '?from=check')}
            aria-label={`${t('q8.change')}: ${label}`}
          >
            {t('q8.change')}
          </a>
        </dd>
      )}
    </div>
  )
  return (
    <dl class="answers" id="answers-list">
      {row('story', t('q8.story'), <span class="clamp said">{draft.story}</span>)}
      {row('about', t('q8.about'), service?.name ?? t('q8.no-service'))}
      {!service && row('body', t('q8.body'), entity?.name ?? t('q8.none'))}
      {service && (
        <div>
          <dt>{t('q8.body')}</dt>
          <dd>{entity?.name}</dd>
        </div>
      )}
      {!service && row('kind', t('q8.kind'), kind ? kindName(kind) : t('q8.none'))}
      {!service && draft.wanted.trim() !== '' && row('kind', t('q8.wanted'), draft.wanted, false)}
      <div>
        <dt>{t('q8.term')}</dt>
        <dd>
          {termPromise(term)}
          {term && <IfToday draft={draft} />}
        </dd>
      </div>
      {asksWhere(draft) && row('where', t('q8.where'), whereText(draft) || t('q8.none'))}
      {(service?.questions ?? []).map((question, index) =>
        row(
          'questions',
          question.label,
          answerText(question, draft.answers[question.id]) || t('q8.none'),
          index === 0,
        ),
      )}
      {row(
        'papers',
        t('q8.papers'),
        papers ? t('q8.papers-count', { n: papers }) : t('q8.no-papers'),
      )}
      {row('you', t('q8.you'), filerText(filer))}
    </dl>
  )
}

function whereText({ entity, office, placeText, district, occurredOn }: Draft): string {
  const name = entity?.offices.find(({ id }) => id === office)?.name
  return [name, placeText.trim(), district.trim(), occurredOn && longDate(occurredOn)]
    .filter(Boolean)
    .join('\n')
}

function filerText(filer: Draft['filer']): string {
  if (filer.identity === 'anonymous') return t('q7.anon')
  const name = filer.identity === 'contact' ? '' : filer.name
  const notices = tryText(`q7.notices-${filer.notices ?? 'page'}`) ?? ''
  const is = (each: Circumstance) => filer.circumstances.includes(each)
  return [
    name,
    filer.email,
    filer.phone,
    filer.notices === 'address' ? filer.address : '',
    notices,
    is('minor') && filer.age.trim() !== '' ? t('q8.minor', { n: Number(filer.age) }) : '',
    is('minor') && filer.adultName.trim() !== '' ? t('q8.adult', { name: filer.adultName }) : '',
    is('behalf') && filer.otherName.trim() !== '' ? t('q8.behalf', { name: filer.otherName }) : '',
    is('abroad') ? countryName(filer.country) : '',
  ]
    .filter((line) => line.trim() !== '')
    .join('\n')
}
