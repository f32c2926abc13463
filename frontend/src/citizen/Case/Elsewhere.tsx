import type { Case, CaseLink } from '../../api/types'
import { t, tryText } from '../../words'
import { stateName } from '../../words/names'
import { rememberKey } from '../case-keys'
import { paths } from '../paths'

/** Links to cases that open with the same key. */
const SAME_KEY = new Set([
  'split_into',
  'split_from',
  'transferred_to',
  'transferred_from',
  'continued_in',
  'continues',
])
/** Links to cases of other persons, whose numbers are none of this person's business. */
const OF_OTHERS = new Set(['grouped_with', 'groups'])

/** The links that a person may be told of. */
export const ownLinks = ({ links }: Case): CaseLink[] =>
  links.filter(({ kind }) => !OF_OTHERS.has(kind))

/** Whether the case is answered together with those of others. */
export const isGrouped = ({ links }: Case) => links.some(({ kind }) => kind === 'grouped_with')

/** Opens another case of the person with the key of this one, without putting the key into an address. */
export function OtherCase({ link, caseKey }: { link: CaseLink; caseKey: string }) {
  return (
    <a
      class="code"
      href={paths.case(link.number)}
      onClick={() => {
        if (SAME_KEY.has(link.kind)) rememberKey(link.number, caseKey)
      }}
    >
      {link.number}
    </a>
  )
}

const hasGoneThere = ({ kind }: CaseLink) => kind === 'transferred_to' || kind === 'merged_into'

/** The case in which this one goes on, if it does. */
export const goesOnIn = ({ links }: Case): CaseLink | null => links.find(hasGoneThere) ?? null

/** Who has the case now, when it went on elsewhere: both numbers, one key. */
export function WentOn({ item, caseKey }: { item: Case; caseKey: string }) {
  const link = goesOnIn(item)
  if (!link) return null
  const isMerged = link.kind === 'merged_into'
  return (
    <div>
      <dt>{isMerged ? t('elsewhere.merged') : t('elsewhere.transferred')}</dt>
      <dd>
        {!isMerged && link.entity && <span>{link.entity}</span>}
        {link.state && <span class="choice-note">{stateName(link.state)}</span>}
        <span class="choice-note">
          {t('elsewhere.number')} <OtherCase link={link} caseKey={caseKey} />
        </span>
        <span class="choice-note">
          {isMerged ? t('elsewhere.merged-note') : t('elsewhere.same-key')}
        </span>
      </dd>
    </div>
  )
}

/** Every other case that this one hangs together with. */
export function OtherCases({ item, caseKey }: { item: Case; caseKey: string }) {
  const links = ownLinks(item).filter((link) => !hasGoneThere(link))
  if (links.length === 0) return null
  return (
    <section class="section">
      <h2>{t('elsewhere.title')}</h2>
      <ul class="stack-tight">
        {links.map((link) => (
          <li key={link.kind + link.number}>
            {tryText(`link.${link.kind}`) ?? t('link.other')}{' '}
            <OtherCase link={link} caseKey={caseKey} />
            {link.entity && <span class="choice-note">{link.entity}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
