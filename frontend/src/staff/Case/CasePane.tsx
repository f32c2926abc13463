import { api, take } from '../../api/client'
import type { Me, StaffCase } from '../../api/types'
import { useLoad } from '../../api/use-load'
import { useFollow } from '../../thread/use-follow'
import { DeadlineBadge } from '../../thread/DeadlineBadge'
import { firstWords } from '../../thread/first-words'
import { Problem } from '../../ui/Problem'
import { Screen } from '../../ui/Screen'
import { Waiting } from '../../ui/Waiting'
import { language, t } from '../../words'
import { channelName, kindName, priorityName, stateName, subjectOf } from '../../words/names'
import { paths } from '../paths'
import { ActionBar } from './ActionBar'
import { CaseTabs } from './CaseTabs'
import { Facts } from './Facts'
import { Panels } from './Panels'

interface Props {
  number: string
  me: Me
  /** 1 on its own page, 2 beside the list. */
  headingLevel: 1 | 2
  /** Whether news of the queue should reach it; beside the list the list already follows. */
  isFollowed: boolean
  onChanged: (item: StaffCase) => void
  /** A command took the case out of this person's reach. */
  onGone: () => void
}

/** A case for the people who attend it, on its own page or beside the list. */
export function CasePane({ number, me, headingLevel, isFollowed, onChanged, onGone }: Props) {
  const loaded = useLoad(`case ${number} ${language()}`, () =>
    take(api.GET('/api/v1/staff/cases/{number}', { params: { path: { number } } })),
  )
  useFollow(isFollowed ? '/staff/follow' : null, {}, (event) => {
    if (event === null || event.data.includes(number)) loaded.reload()
  })
  const item = loaded.value
  if (!item) {
    return loaded.refusal ? (
      <Problem refusal={loaded.refusal} onRetry={loaded.reload} />
    ) : (
      <Waiting isSlow={loaded.isSlow} size="long" />
    )
  }
  const done = (changed: StaffCase) => {
    loaded.replace(changed)
    onChanged(changed)
  }
  return (
    <article class="case stack">
      {loaded.refusal && <Problem refusal={loaded.refusal} onRetry={loaded.reload} />}
      <Head item={item} headingLevel={headingLevel} />
      <ActionBar item={item} onDone={done} onGone={onGone} onReload={loaded.reload} />
      <div class="case-main stack">
        <Said item={item} />
        <Facts key={item.number} item={item} me={me} />
        <Panels key={`panels ${item.number}`} item={item} onReload={loaded.reload} />
        <CaseTabs key={item.number} item={item} />
      </div>
    </article>
  )
}

function Head({ item, headingLevel }: { item: StaffCase; headingLevel: 1 | 2 }) {
  const subject = firstWords(subjectOf(item))
  const marks = (
    <p class="row case-marks">
      <DeadlineBadge due={item.due} state={item.state} isFull />
      <span class="badge">{stateName(item.state)}</span>
      {item.priority !== 'normal' && (
        <span class="badge mark-urgent">{priorityName(item.priority)}</span>
      )}
      {item.cycle > 1 && <span class="badge">{t('inbox.cycle', { n: item.cycle })}</span>}
      {item.bounces > 0 && <span class="badge">{t('case.bounces', { n: item.bounces })}</span>}
      {item.is_confidential && <span class="badge">{t('case.confidential')}</span>}
      {item.is_imported && <span class="badge">{t('inbox.imported')}</span>}
    </p>
  )
  const line = (
    <p class="small soft">
      <span class="code">{item.number}</span> · {kindName(item.kind)} · {channelName(item.channel)}
      {item.service && ` · ${item.service}`}
      <br />
      {item.unit?.name ?? t('inbox.no-unit')} · {item.assignee?.name ?? t('inbox.nobody')}
    </p>
  )
  if (headingLevel === 1) {
    return (
      <div class="stack-tight case-head">
        <Screen title={subject} plainTitle={`${subject}, ${item.number}`} before={marks}>
          {line}
        </Screen>
      </div>
    )
  }
  return (
    <div class="stack-tight case-head">
      {marks}
      <h2>
        <a href={paths.case(item.number)}>{subject}</a>
      </h2>
      {line}
    </div>
  )
}

function Said({ item }: { item: StaffCase }) {
  return (
    <section class="story stack-tight" lang={item.written_in ?? item.language}>
      <h3 lang={language()}>{t('case.story')}</h3>
      {item.story === '' ? (
        <p class="soft" lang={language()}>
          {t('case.covered')}
        </p>
      ) : (
        <p class="said">{item.story}</p>
      )}
      {item.wanted && (
        <>
          <h3 lang={language()}>{t('case.wanted')}</h3>
          <p class="said">{item.wanted}</p>
        </>
      )}
    </section>
  )
}
