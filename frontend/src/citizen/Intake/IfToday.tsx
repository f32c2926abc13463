import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import { useLoad } from '../../api/use-load'
import { Dialog } from '../../ui/Dialog'
import { later } from '../../ui/later'
import { language, t } from '../../words'
import { longDate } from '../../words/dates'
import type { Draft } from './draft'

const ClockExplanation = later(async () => {
  const { ClockExplanation: shown } = await import('../../thread/ClockExplanation')
  return { default: shown }
})

/** Until when the answer would come if the case were sent now, and how that is counted. Silent where unknown. */
export function IfToday({ draft }: { draft: Draft }) {
  const [isOpen, setOpen] = useState(false)
  const { entity, kind, service, office } = draft
  const number = entity?.number ?? ''
  const query = {
    kind: kind ?? 'query',
    ...(service && { service: service.id }),
    ...(office !== '' && { office }),
  }
  const isKnown = entity !== null && kind !== null
  const clock = useLoad(
    isKnown ? `if today ${number} ${JSON.stringify(query)} ${language()}` : null,
    () => take(api.GET('/api/v1/entities/{number}/clock', { params: { path: { number }, query } })),
  )
  const found = clock.value
  if (!found) return null
  return (
    <>
      <span class="choice-note">{t('q8.if-today', { date: longDate(found.due_on) })}</span>
      <button type="button" class="link-button" onClick={() => setOpen(true)}>
        {t('q8.if-today-why')}
      </button>
      {isOpen && (
        <Dialog id="if-today" title={t('clock.title')} onClose={() => setOpen(false)}>
          <ClockExplanation clocks={[found]} />
        </Dialog>
      )}
    </>
  )
}
