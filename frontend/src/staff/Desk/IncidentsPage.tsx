import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Entity, Incident, Me } from '../../api/types'
import { useAction } from '../../api/use-action'
import { useLoad } from '../../api/use-load'
import { Moment } from '../../thread/zone'
import { announce } from '../../ui/announcer'
import { ErrorSummary } from '../../ui/ErrorSummary'
import { Radios, Select, TextArea } from '../../ui/fields'
import { type FormError, errorOf, errorsOf } from '../../ui/form-errors'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { language, t } from '../../words'
import { ListScreen } from '../ListScreen'
import { paths } from '../paths'
import { usePages } from '../use-pages'

const SHORTEST = 3
const LONGEST = 2_000

/** The offices of the body of somebody; none while they are not known. */
function useOffices({ entity: { number } }: Me): Entity['offices'] {
  const entity = useLoad(`entity ${number} ${language()}`, () =>
    take(api.GET('/api/v1/entities/{number}', { params: { path: { number } } })),
  )
  return entity.value?.offices ?? []
}

/** Troubles that the front desk solved before anybody had to file, and those that became a case. */
export default function IncidentsPage({ me }: { me: Me }) {
  const offices = useOffices(me)
  const pages = usePages('incidents', (cursor) =>
    take(
      api.GET('/api/v1/staff/incidents', {
        params: { query: { ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  )
  return (
    <ListScreen
      title={t('incidents.title')}
      lead={t('incidents.lead')}
      pages={pages}
      nothing={t('incidents.nothing')}
      before={
        me.may.includes('recordIncident') && (
          <RecordForm offices={offices} onDone={pages.first.reload} />
        )
      }
    >
      {(incident) => (
        <Recorded
          key={incident.id}
          incident={incident}
          officeName={offices.find(({ id }) => id === incident.office)?.name}
          mayFile={me.may.includes('submitCase')}
        />
      )}
    </ListScreen>
  )
}

interface RecordedProps {
  incident: Incident
  officeName: string | undefined
  mayFile: boolean
}

function Recorded({ incident, officeName, mayFile }: RecordedProps) {
  return (
    <li class="card stack-tight">
      <p class="row">
        <span class="badge">
          {incident.is_solved ? t('incidents.solved') : t('incidents.open')}
        </span>
        <span class="small mute">
          <Moment at={incident.at} />
          {officeName && ` · ${officeName}`}
          {incident.recorded_by && ` · ${incident.recorded_by}`}
        </span>
      </p>
      <p class="pre">{incident.text}</p>
      {incident.how && <p class="pre soft">{incident.how}</p>}
      {incident.number && (
        <p>
          {t('incidents.became')}{' '}
          <a class="code" href={paths.case(incident.number)}>
            {incident.number}
          </a>
        </p>
      )}
      {!incident.is_solved && !incident.number && mayFile && (
        <p>
          <a href={paths.registerIncident(incident.id)}>{t('incidents.file')}</a>
        </p>
      )}
    </li>
  )
}

interface Written {
  office: string
  text: string
  isSolved: 'yes' | 'no' | null
  how: string
}
const NOTHING: Written = { office: '', text: '', isSolved: null, how: '' }

function errorsIn({ text, isSolved, how }: Written): FormError[] {
  const errors: FormError[] = []
  if ([...text.trim()].length < SHORTEST)
    errors.push({ field: 'incident-text', message: t('problem.too-short', { n: SHORTEST }) })
  if ([...text].length > LONGEST)
    errors.push({ field: 'incident-text', message: t('problem.too-long', { n: LONGEST }) })
  if (isSolved === null) errors.push({ field: 'incident-solved', message: t('problem.choose') })
  if (isSolved === 'yes' && how.trim() === '')
    errors.push({ field: 'incident-how', message: t('incidents.how-err') })
  return errors
}

interface FormProps {
  offices: Entity['offices']
  onDone: () => void
}

function RecordForm({ offices, onDone }: FormProps) {
  const [written, setWritten] = useState(NOTHING)
  const [errors, setErrors] = useState<FormError[]>([])
  const change = (part: Partial<Written>) => setWritten((old) => ({ ...old, ...part }))
  const recording = useAction(() => {
    const { office, text, isSolved, how } = written
    return take(
      api.POST('/api/v1/staff/incidents', {
        body: {
          ...(office !== '' && { office }),
          text: text.trim(),
          is_solved: isSolved === 'yes',
          ...(isSolved === 'yes' && { how: how.trim() }),
        },
      }),
    )
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    const found = errorsIn(written)
    setErrors(found)
    if (found.length > 0 || !(await recording.run())) return
    setWritten({ ...NOTHING, office: written.office })
    announce(t('case.saved'))
    onDone()
  }
  const shown = [
    ...errors,
    ...errorsOf(
      recording.refusal,
      { '/how': 'incident-how', '/office': 'incident-office' },
      'incident-text',
    ),
  ]
  return (
    <form class="card stack" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={shown} />
      <TextArea
        id="incident-text"
        label={t('incidents.text')}
        hint={t('incidents.text-hint')}
        isShort
        limit={LONGEST}
        error={errorOf(shown, 'incident-text')}
        value={written.text}
        onInput={(text) => change({ text })}
      />
      <Radios
        id="incident-solved"
        label={t('incidents.is-solved')}
        error={errorOf(shown, 'incident-solved')}
        value={written.isSolved}
        options={[
          { value: 'yes', label: t('incidents.yes') },
          { value: 'no', label: t('incidents.no') },
        ]}
        onChange={(isSolved) => change({ isSolved })}
      />
      {written.isSolved === 'yes' && (
        <TextArea
          id="incident-how"
          label={t('incidents.how')}
          isShort
          error={errorOf(shown, 'incident-how')}
          value={written.how}
          onInput={(how) => change({ how })}
        />
      )}
      {offices.length > 0 && (
        <Select
          id="incident-office"
          label={t('register.office')}
          isOptional
          error={errorOf(shown, 'incident-office')}
          value={written.office}
          options={[
            { value: '', label: t('register.no-office') },
            ...offices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(office) => change({ office })}
        />
      )}
      {recording.refusal && recording.refusal.fields.length === 0 && (
        <Problem refusal={recording.refusal} />
      )}
      <p>
        <SubmitButton isBusy={recording.isBusy}>{t('incidents.record')}</SubmitButton>
      </p>
    </form>
  )
}
