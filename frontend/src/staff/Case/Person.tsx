import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { FilerView, Me, Role, StaffCase } from '../../api/types'
import { useAction } from '../../api/use-action'
import { Icon } from '../../ui/Icon'
import { t, tryText } from '../../words'
import { LookForm } from './LookForm'

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
  const [seen, setSeen] = useState<FilerView | null>(null)
  const [isAsking, setAsking] = useState(false)
  const look = useAction(async (reason: string) => {
    const { filer } = await take(
      api.GET('/api/v1/staff/cases/{number}', {
        params: { path: { number: item.number }, query: { reason } },
      }),
    )
    setSeen(filer)
    setAsking(false)
  })
  const filer = seen ?? item.filer
  const hasSomething = item.filer.type !== 'anonymous'
  const mayLook = me.roles.some(({ role }) => LOOKERS.includes(role)) && hasSomething
  return (
    <div class={isAsking ? 'fact-wide' : undefined}>
      <dt>{t('case.person')}</dt>
      <dd class="stack-tight">
        <div>
          <Known filer={filer} />
          {seen && !seen.is_masked && <span class="line-two">{t('look.seen')}</span>}
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

/** "DNI 40404417": the contract puts the code of the kind before the number. */
function documentInWords(document: string | null): string | null {
  if (document === null) return null
  const [kind = '', ...rest] = document.split(' ')
  const name = tryText(`document.${kind}`)
  return name === null ? document : [name, ...rest].join(' ')
}
