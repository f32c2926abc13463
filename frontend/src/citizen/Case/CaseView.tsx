import { api, take } from '../../api/client'
import type { AttachmentRef, Case } from '../../api/types'
import { useAction } from '../../api/use-action'
import { Answer } from '../../thread/Answer'
import { FileList } from '../../thread/FileList'
import { firstWords } from '../../thread/first-words'
import { Thread } from '../../thread/Thread'
import { saveFile } from '../../thread/save-file'
import { InZone, Moment, ZoneNote } from '../../thread/zone'
import { Problem } from '../../ui/Problem'
import { Screen } from '../../ui/Screen'
import { t } from '../../words'
import { longDate } from '../../words/dates'
import { kindName } from '../../words/names'
import { Asked, isAsked } from './Asked'
import { CaseActions } from './CaseActions'
import { OtherCases } from './Elsewhere'
import { NowCard } from './NowCard'
import { RatingGiven } from './RateForm'
import type { CaseInUse } from './use-case'

interface Props {
  item: Case
  inUse: CaseInUse
  caseKey: string
}

/** What is happening, who has it, by when, what the person can do; then the answer, the thread, the papers. */
export function CaseView({ item, inUse, caseKey }: Props) {
  const title = item.service?.name ?? firstWords(item.story)
  // A server before the zone was in the contract leaves it out; then the device decides.
  const zone = item.zone ?? undefined
  return (
    <Screen
      title={title}
      plainTitle={`${title}, ${item.number}`}
      before={
        <p class="soft">
          {kindName(item.kind)} · {item.entity.name}
        </p>
      }
    >
      <InZone zone={zone}>
        <p class="code">{item.number}</p>
        {inUse.loaded.refusal && (
          <Problem refusal={inUse.loaded.refusal} onRetry={inUse.loaded.reload} />
        )}
        {isAsked(item) ? (
          <Asked item={item} caseKey={caseKey} onChanged={inUse.loaded.replace} />
        ) : (
          <NowCard item={item} caseKey={caseKey} />
        )}
        {item.response && (
          <section class="section">
            <h2>{t('case.answer')}</h2>
            <Answer response={item.response} />
          </section>
        )}
        {item.rating && <RatingGiven rating={item.rating} />}
        <CaseActions
          item={item}
          caseKey={caseKey}
          onChanged={inUse.loaded.replace}
          onRefresh={inUse.loaded.reload}
        />
        <section class="section">
          <h2>{t('case.thread')}</h2>
          <ZoneNote />
          <Thread items={item.thread} audience="citizen" future={futureOf(item)} />
          <Freshness inUse={inUse} />
        </section>
        <OtherCases item={item} caseKey={caseKey} />
        <Papers item={item} caseKey={caseKey} />
        <WhatISent item={item} />
      </InZone>
    </Screen>
  )
}

function futureOf(item: Case) {
  const { due } = item
  if (!due || due.is_stopped || due.is_paused) return undefined
  return <p>{due.is_late ? t('case.future-late') : t('case.future', { date: longDate(due.on) })}</p>
}

function Freshness({ inUse }: { inUse: CaseInUse }) {
  if (inUse.liveness !== 'lost') return null
  return (
    <p class="row small mute no-print">
      {t('case.not-live')}
      <button type="button" class="link-button" onClick={inUse.loaded.reload}>
        {t('case.refresh')}
      </button>
    </p>
  )
}

function Papers({ item, caseKey }: { item: Case; caseKey: string }) {
  const download = useAction(async (file: AttachmentRef) => {
    const bytes = await take(
      api.GET('/api/v1/cases/{number}/attachments/{id}', {
        params: { path: { number: item.number, id: file.id }, header: { 'Case-Key': caseKey } },
        parseAs: 'blob',
      }),
    )
    saveFile(bytes, file.name)
  })
  if (item.attachments.length === 0) return null
  return (
    <section class="section">
      <h2>{t('case.papers')}</h2>
      {download.refusal && <Problem refusal={download.refusal} />}
      <FileList files={item.attachments} onDownload={(file) => void download.run(file)} />
    </section>
  )
}

function WhatISent({ item }: { item: Case }) {
  const place = [item.place?.text, item.place?.district].filter(Boolean).join(', ')
  return (
    <section class="section">
      <h2>{t('case.sent')}</h2>
      <p class="mute small">
        <Moment at={item.filed_at} />
      </p>
      {item.sheet && (
        <p class="soft">
          {t('case.sheet', {
            n: item.sheet.sheet,
            office: item.sheet.office,
            date: longDate(item.sheet.written_on),
          })}
        </p>
      )}
      <p class="said" lang={item.written_in ?? item.language}>
        {item.story}
      </p>
      {item.wanted && (
        <p>
          <span class="strong">{t('q8.wanted')}: </span>
          <span class="said">{item.wanted}</span>
        </p>
      )}
      {place && (
        <p>
          <span class="strong">{t('q8.where')}: </span>
          {place}
        </p>
      )}
    </section>
  )
}
