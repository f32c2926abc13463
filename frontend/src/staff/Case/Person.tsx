import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { FilerView, Me, Role, StaffCase } from '../../api/types'
import { useAction } from '../../api/use-action'
import { Icon } from '../../ui/Icon'
import { t } from '../../words'
import { countryName } from '../../words/names'
import { documentInWords } from './documents'
import { LookForm } from './LookForm'
import { Parties } from './Parties'

/** Roles that may uncover contact data with a reason, as the contract of getCase says. */
const LOOKERS: readonly Role[] = ['officer', 'supervisor', 'lead']

interface Props {
  item: StaffCase
  me: Me
}

/**
 * Who filed. Whether contact data is covered is the server's decision; a look with a reason uncovers it here
 * until the case is left. Reading the case again would be another look, so what was seen is kept apart.
 */
export function Person({ item, me }: Props) {
  const [seen, setSeen] = useState<Pick<StaffCase, 'filer' | 'parties'> | null>(null)
  const [isAsking, setAsking] = useState(false)
  const look = useAction(async (reason: string) => {
    const uncovered = await take(
      api.GET('/api/v1/staff/cases/{number}', {
        params: { path: { number: item.number }, query: { reason } },
      }),
    )
    setSeen(uncovered)
    setAsking(false)
  })
  const { filer, parties } = seen ?? item
  const hasSomething = item.filer.type !== 'anonymous'
  const mayLook = me.roles.some(({ role }) => LOOKERS.includes(role)) && hasSomething
  return (
    <>
      <div class={isAsking ? 'fact-wide' : undefined}>
        <dt>{t('case.person')}</dt>
        <dd class="stack-tight">
          <div>
            <Known filer={filer} />
            {seen && !seen.filer.is_masked && <span class="line-two">{t('look.seen')}</span>}
          </div>
          {filer.is_masked && mayLook && !isAsking && (
            <button type="button" class="link-button no-print" onClick={() => setAsking(true)}>
              {t('look.open')}
            </button>
          )}
          {filer.is_masked && isAsking && (
            <LookForm
              refusal={look.refusal}
              isBusy={look.isBusy}
              onLook={(reason) => void look.run(reason)}
              onCancel={() => {
                look.clear()
                setAsking(false)
              }}
            />
          )}
        </dd>
      </div>
      <Parties parties={parties} />
    </>
  )
}

/** What is known of the person: the name first, then each way to reach them. */
function Known({ filer }: { filer: FilerView }) {
  if (filer.type === 'anonymous') return <span>{t('case.anonymous')}</span>
  if (filer.is_masked) {
    return (
      <span class="covered">
        <Icon name="lock-key" /> {t('case.masked')}
      </span>
    )
  }
  const contacts = [
    documentInWords(filer.document),
    filer.email,
    filer.phone,
    filer.address,
    filer.country ? countryName(filer.country) : null,
    filer.age == null ? null : t('case.age', { n: filer.age }),
  ].filter((each) => each != null)
  if (filer.name == null && contacts.length === 0) return <span>{t('look.none')}</span>
  return (
    <>
      <span>{filer.name ?? t('case.no-name')}</span>
      {contacts.map((contact) => (
        <span class="line-two" key={contact}>
          {contact}
        </span>
      ))}
    </>
  )
}
