import { useState } from 'preact/hooks'
import { api, finish, take } from '../../api/client'
import type { Offer } from '../../api/types'
import { useAction } from '../../api/use-action'
import { Moment } from '../../thread/zone'
import { announce } from '../../ui/announcer'
import { TextArea } from '../../ui/fields'
import { Icon } from '../../ui/Icon'
import { Problem } from '../../ui/Problem'
import { SubmitButton } from '../../ui/SubmitButton'
import { t } from '../../words'
import { kindName } from '../../words/names'
import { useTyped } from '../Case/typed'
import { ListScreen } from '../ListScreen'
import { paths } from '../paths'
import { usePages } from '../use-pages'

/** Bounds of a reason, in characters, as the contract says. */
const SHORTEST = 10
const LONGEST = 1_000

/** Cases that other public bodies offer to ours: taken over under a number of our own, or given back with a reason. */
export default function TransfersPage() {
  const [taken, setTaken] = useState<string | null>(null)
  const pages = usePages('transfers', (cursor) =>
    take(
      api.GET('/api/v1/staff/transfers', {
        params: { query: { ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  )
  const done = (number: string | null) => {
    setTaken(number)
    pages.first.reload()
  }
  return (
    <ListScreen
      title={t('transfers.title')}
      lead={t('transfers.lead')}
      pages={pages}
      nothing={t('transfers.nothing')}
      before={
        taken !== null && (
          <p class="notice notice-ok" role="status">
            <Icon name="check-circle" />
            <span>
              {t('transfers.taken')}{' '}
              <a class="code" href={paths.case(taken)}>
                {taken}
              </a>
            </span>
          </p>
        )
      }
    >
      {(offer) => <OfferCard key={offer.id} offer={offer} onDone={done} />}
    </ListScreen>
  )
}

function OfferCard({ offer, onDone }: { offer: Offer; onDone: (number: string | null) => void }) {
  const [isRefusing, setRefusing] = useState(false)
  const accept = useAction(async () => {
    const { number } = await take(
      api.POST('/api/v1/staff/transfers/{id}/accept', {
        params: { path: { id: offer.id } },
        body: {},
      }),
    )
    announce(t('transfers.taken'))
    onDone(number)
  })
  return (
    <li class="card stack" aria-label={offer.number}>
      <div class="stack-tight">
        <p class="strong">{offer.from.name}</p>
        <p class="small soft">
          <span class="code">{offer.number}</span> · {kindName(offer.kind)} ·{' '}
          <Moment at={offer.offered_at} />
        </p>
      </div>
      <p class="said">{offer.story}</p>
      <p>
        <span class="strong">{t('transfers.reason')}: </span>
        {offer.reason}
      </p>
      <p class="small soft">
        {t('transfers.until')} <Moment at={offer.answer_until} />.{' '}
        {offer.on_silence && t(`transfers.silence-${offer.on_silence}`)}
      </p>
      {accept.refusal && <Problem refusal={accept.refusal} />}
      {isRefusing ? (
        <RefuseForm offer={offer} onDone={() => onDone(null)} onClose={() => setRefusing(false)} />
      ) : (
        <div class="row">
          <button
            type="button"
            class="button button-primary"
            aria-busy={accept.isBusy}
            onClick={() => void accept.run()}
          >
            {t('transfers.accept')}
          </button>
          <button type="button" class="button" onClick={() => setRefusing(true)}>
            {t('transfers.refuse')}
          </button>
        </div>
      )}
    </li>
  )
}

interface RefuseProps {
  offer: Offer
  onDone: () => void
  onClose: () => void
}

/** Gives the offer back with a reason that the other body can act on. */
function RefuseForm({ offer, onDone, onClose }: RefuseProps) {
  const [reason, setReason, forget] = useTyped(offer.id, 'refuse')
  const [error, setError] = useState<string | null>(null)
  const refuse = useAction(async () => {
    await finish(
      api.POST('/api/v1/staff/transfers/{id}/refuse', {
        params: { path: { id: offer.id } },
        body: { reason: reason.trim() },
      }),
    )
    return true
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    const isShort = [...reason.trim()].length < SHORTEST
    setError(isShort ? t('problem.too-short', { n: SHORTEST }) : null)
    if (isShort || !(await refuse.run())) return
    forget()
    announce(t('transfers.refused'))
    onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <TextArea
        id={`refuse-${offer.id}`}
        label={t('reason.label')}
        hint={t('transfers.refuse-hint')}
        isShort
        limit={LONGEST}
        error={error ?? refuse.refusal?.field('/reason') ?? null}
        value={reason}
        onInput={setReason}
      />
      {refuse.refusal && refuse.refusal.fields.length === 0 && <Problem refusal={refuse.refusal} />}
      <div class="row">
        <SubmitButton isBusy={refuse.isBusy}>{t('transfers.refuse')}</SubmitButton>
        <button type="button" class="button" onClick={onClose}>
          {t('app.cancel')}
        </button>
      </div>
    </form>
  )
}
