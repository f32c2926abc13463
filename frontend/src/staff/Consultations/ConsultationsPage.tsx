import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Consultation } from '../../api/types'
import { Moment } from '../../thread/zone'
import { t } from '../../words'
import { ConsultationMark } from '../Case/CaseConsultations'
import { ListScreen } from '../ListScreen'
import { usePages } from '../use-pages'
import { AnswerForm } from './AnswerForm'

const STATES = ['open', 'answered'] as const

/** What other units ask mine: the question, the story without names, and the answer in place. */
export default function ConsultationsPage() {
  const [state, setState] = useState<(typeof STATES)[number]>('open')
  const pages = usePages(`consultations ${state}`, (cursor) =>
    take(
      api.GET('/api/v1/staff/consultations', {
        params: { query: { state, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  )
  return (
    <ListScreen
      title={t('consultations.title')}
      lead={t('consultations.lead')}
      pages={pages}
      nothing={state === 'open' ? t('consultations.nothing') : t('consultations.nothing-answered')}
      before={
        <div class="row" role="group" aria-label={t('consultations.show')}>
          {STATES.map((each) => (
            <button
              type="button"
              key={each}
              class="button chip"
              aria-pressed={each === state}
              onClick={() => setState(each)}
            >
              {t(`consultations.${each}`)}
            </button>
          ))}
        </div>
      }
    >
      {(asked) => <Asked key={asked.id} asked={asked} onAnswered={pages.first.reload} />}
    </ListScreen>
  )
}

function Asked({ asked, onAnswered }: { asked: Consultation; onAnswered: () => void }) {
  const [isOpen, setOpen] = useState(false)
  const mayAnswer = asked.actions.includes('answerConsultation')
  return (
    <li class="card stack" aria-label={asked.number}>
      <p class="row">
        <ConsultationMark asked={asked} />
        <span class="code">{asked.number}</span>
        <span class="small mute">
          {asked.asked_by} · <Moment at={asked.asked_at} />
        </span>
      </p>
      {asked.topic && <p class="small soft">{asked.topic}</p>}
      <p class="pre strong">{asked.question}</p>
      {asked.story && (
        <details>
          <summary>{t('case.story')}</summary>
          <p class="said">{asked.story}</p>
        </details>
      )}
      {asked.answer && (
        <p class="thread-text thread-body">
          {asked.answered_by && <span class="strong">{asked.answered_by}: </span>}
          {asked.answer}
        </p>
      )}
      {mayAnswer && !isOpen && (
        <p>
          <button type="button" class="button button-primary" onClick={() => setOpen(true)}>
            {t('consultations.answer')}
          </button>
        </p>
      )}
      {isOpen && mayAnswer && (
        <AnswerForm asked={asked} onAnswered={onAnswered} onClose={() => setOpen(false)} />
      )}
    </li>
  )
}
