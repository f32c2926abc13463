import type { ComponentChildren } from 'preact'
import { api, take } from '../../api/client'
import type { AttachmentRef, Me, StaffCase } from '../../api/types'
import { useAction } from '../../api/use-action'
import { FileList } from '../../thread/FileList'
import { saveFile } from '../../thread/save-file'
import { Moment } from '../../thread/zone'
import { Problem } from '../../ui/Problem'
import { t } from '../../words'
import { longDate, shortDay } from '../../words/dates'
import { languageName } from '../../words/names'
import { Person } from './Person'

/** Who wrote, where and when it is, what else they answered, what they attached. */
export function Facts({ item, me }: { item: StaffCase; me: Me }) {
  return (
    <>
      <dl class="facts">
        <Person item={item} me={me} />
        <Fact name={t('case.filed')}>
          <Moment at={item.filed_at} />
        </Fact>
        {item.waiting_since && shortDay(item.waiting_since) !== shortDay(item.filed_at) && (
          <Fact name={t('case.waiting-since')}>
            <Moment at={item.waiting_since} />
          </Fact>
        )}
        {item.occurred_on && <Fact name={t('case.occurred')}>{longDate(item.occurred_on)}</Fact>}
        <Fact name={t('case.place')}>{placeOf(item)}</Fact>
        {item.sheet && (
          <Fact name={t('book.title')}>
            {t('case.sheet', {
              n: item.sheet.sheet,
              office: item.sheet.office,
              date: longDate(item.sheet.written_on),
            })}
            {item.sheet.is_late && <span class="badge mark-urgent">{t('book.late')}</span>}
          </Fact>
        )}
        {item.written_in && (
          <Fact name={t('case.written-in')}>{languageName(item.written_in)}</Fact>
        )}
        {item.answers.map(({ id, label, value }) => (
          <Fact key={id} name={label}>
            {valueOf(value)}
          </Fact>
        ))}
      </dl>
      {item.attachments.length > 0 && <Files item={item} />}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (children === null || children === '') return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function placeOf({ place }: StaffCase): string {
  if (!place) return ''
  const words = [place.text, place.district].filter(Boolean).join(', ')
  if (place.latitude == null || place.longitude == null) return words
  const point = `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`
  return words === '' ? point : `${words} (${point})`
}

function valueOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? t('app.yes') : t('app.no')
  return Array.isArray(value) ? value.map(String).join(', ') : String(value ?? '')
}

function Files({ item }: { item: StaffCase }) {
  const download = useAction(async (file: AttachmentRef) => {
    const bytes = await take(
      api.GET('/api/v1/staff/cases/{number}/attachments/{id}', {
        params: { path: { number: item.number, id: file.id } },
        parseAs: 'blob',
      }),
    )
    saveFile(bytes, file.name)
  })
  return (
    <section class="stack-tight">
      <h3>{t('case.files')}</h3>
      {download.refusal && <Problem refusal={download.refusal} />}
      <FileList files={item.attachments} onDownload={(file) => void download.run(file)} />
    </section>
  )
}
