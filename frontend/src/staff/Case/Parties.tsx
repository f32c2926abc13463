import type { PartyView } from '../../api/types'
import { Icon } from '../../ui/Icon'
import { t, tryText } from '../../words'
import { documentInWords } from './documents'

/** The other people of the case: who speaks for the person, who was affected, whom to reach. */
export function Parties({ parties }: { parties: readonly PartyView[] }) {
  return (
    <>
      {parties.map((party) => (
        <div key={party.role}>
          <dt>{tryText(`party.${party.role}`) ?? party.role}</dt>
          <dd>
            <Known party={party} />
          </dd>
        </div>
      ))}
    </>
  )
}

function Known({ party }: { party: PartyView }) {
  const { name, relation } = party
  const contacts = [
    documentInWords(party.document ?? null),
    party.email ?? null,
    party.phone ?? null,
  ].filter((each) => each !== null)
  if (!name && contacts.length === 0) {
    return (
      <span class="covered">
        <Icon name="lock-key" /> {t('party.masked')}
        {relation && <span class="line-two">{relation}</span>}
      </span>
    )
  }
  return (
    <>
      <span>{name}</span>
      {relation && <span class="line-two">{relation}</span>}
      {contacts.map((contact) => (
        <span class="line-two" key={contact}>
          {contact}
        </span>
      ))}
    </>
  )
}
