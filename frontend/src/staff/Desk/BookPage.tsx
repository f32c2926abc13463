import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Me, Sheet } from '../../api/types'
import { useLoad } from '../../api/use-load'
import { Moment } from '../../thread/zone'
import { Select } from '../../ui/fields'
import { Icon } from '../../ui/Icon'
import { Problem } from '../../ui/Problem'
import { Screen } from '../../ui/Screen'
import { Waiting } from '../../ui/Waiting'
import { language, t } from '../../words'
import { longDate } from '../../words/dates'
import { paths } from '../paths'
import { VoidForm } from './VoidForm'

/** The paper book of an office: every sheet is a case, is void, or is missing and has to be found. */
export default function BookPage({ me }: { me: Me }) {
  const { number } = me.entity
  const [chosen, setChosen] = useState('')
  const entity = useLoad(`entity ${number} ${language()}`, () =>
    take(api.GET('/api/v1/entities/{number}', { params: { path: { number } } })),
  )
  const offices = entity.value?.offices ?? []
  const office = chosen === '' ? (offices[0]?.id ?? '') : chosen
  return (
    <div class="list-page stack">
      <Screen title={t('book.title')} plainTitle={t('book.title')}>
        <p class="soft">{t('book.lead')}</p>
        {entity.refusal && <Problem refusal={entity.refusal} onRetry={entity.reload} />}
        {!entity.value && !entity.refusal && <Waiting isSlow={entity.isSlow} />}
        {entity.value && offices.length === 0 && <p class="nothing">{t('book.no-offices')}</p>}
        {offices.length > 0 && (
          <>
            <Select
              id="book-office"
              label={t('register.office')}
              value={office}
              options={offices.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setChosen}
            />
            <Book key={office} office={office} />
          </>
        )}
      </Screen>
    </div>
  )
}

function Book({ office }: { office: string }) {
  const [voided, setVoided] = useState<number | null>(null)
  const book = useLoad(`sheets ${office}`, () =>
    take(api.GET('/api/v1/staff/offices/{office}/sheets', { params: { path: { office } } })),
  )
  if (book.refusal) return <Problem refusal={book.refusal} onRetry={book.reload} />
  if (!book.value) return <Waiting isSlow={book.isSlow} />
  const { sheets, missing } = book.value
  const next = Math.max(0, ...sheets.map(({ sheet }) => sheet), ...missing) + 1
  return (
    <>
      <p>
        <a class="button button-primary" href={paths.sheet(office, next)}>
          <Icon name="plus" /> {t('book.enter-next', { n: next })}
        </a>
      </p>
      {missing.length > 0 && (
        <section class="notice notice-warn" aria-labelledby="book-missing">
          <Icon name="warning" />
          <div>
            <h2 id="book-missing">{t('book.missing', { n: missing.length })}</h2>
            <p>{t('book.missing-lead')}</p>
            <ul class="stack-tight">
              {missing.map((n) => (
                <li key={n} class="stack-tight">
                  <div class="row">
                    <span class="strong">{t('book.sheet', { n })}</span>
                    <a href={paths.sheet(office, n)}>{t('book.enter')}</a>
                    <button
                      type="button"
                      class="link-button"
                      aria-expanded={voided === n}
                      onClick={() => setVoided(voided === n ? null : n)}
                    >
                      {t('book.void')}
                    </button>
                  </div>
                  {voided === n && (
                    <VoidForm
                      office={office}
                      sheet={n}
                      onDone={() => {
                        setVoided(null)
                        book.reload()
                      }}
                    />
                  )}
                </li>
              ))}
            </ul>
          </div>
        </section>
      )}
      {sheets.length === 0 ? (
        <p class="nothing">{t('book.nothing')}</p>
      ) : (
        <Sheets sheets={sheets} />
      )}
    </>
  )
}

function Sheets({ sheets }: { sheets: readonly Sheet[] }) {
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={t('book.title')}>
      <table class="table">
        <caption class="visually-hidden">{t('book.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('book.sheet-short')}</th>
            <th scope="col">{t('book.written-on')}</th>
            <th scope="col">{t('book.became')}</th>
          </tr>
        </thead>
        <tbody>
          {sheets.map((each) => (
            <tr key={each.sheet}>
              <th scope="row">{each.sheet}</th>
              <td>
                {longDate(each.written_on)}
                <span class="line-two">
                  {t('book.entered')} <Moment at={each.entered_at} />
                  {each.is_late && <span class="badge mark-urgent">{t('book.late')}</span>}
                </span>
              </td>
              <td>
                {each.number ? (
                  <a class="code" href={paths.case(each.number)}>
                    {each.number}
                  </a>
                ) : (
                  <>
                    <span class="badge">{t('book.voided')}</span>
                    <span class="line-two">{each.voided}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
