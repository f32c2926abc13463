import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import type { Language, Me } from '../api/types'
import { Icon } from '../ui/Icon'
import { Menu } from '../ui/Menu'
import { OfflineBar } from '../ui/OfflineBar'
import { LanguageMenu, ReadingMenu } from '../ui/Reading'
import mark from '../ui/mark.svg'
import { t } from '../words'
import { roleAt } from '../words/names'
import { paths } from './paths'

interface Props {
  me: Me | null
  onLanguage: (language: Language) => void
  onSignOut: () => void
  children: ComponentChildren
}

/** What surrounds every staff screen. */
export function Shell({ me, onLanguage, onSignOut, children }: Props) {
  return (
    <div class="staff">
      <a class="skip" href="#main" onClick={skip}>
        {t('app.skip')}
      </a>
      <div class="band" />
      <header class="bar no-print">
        <a class="brand" href={paths.inbox}>
          <img src={mark} alt="" width="24" height="24" />
          {t('app.name')}
        </a>
        {me && <Places me={me} />}
        <div class="bar-tools">
          <LanguageMenu onChoose={onLanguage} />
          <ReadingMenu />
          {me && <MeMenu me={me} onSignOut={onSignOut} />}
        </div>
      </header>
      <OfflineBar />
      <main id="main" tabIndex={-1} class="staff-main">
        {children}
      </main>
    </div>
  )
}

function Places({ me }: { me: Me }) {
  const { path } = useLocation()
  const at = (address: string) => (path === address ? 'page' : undefined)
  return (
    <nav class="places" aria-label={t('staff.places')}>
      <a href={paths.inbox} aria-current={at(paths.inbox)}>
        {me.may.includes('listCases') ? (
          <>
            <Icon name="tray" /> {t('staff.inbox')}
          </>
        ) : (
          <>
            <Icon name="user" /> {t('welcome.nav')}
          </>
        )}
      </a>
      {me.may.includes('submitCase') && (
        <a href={paths.register} aria-current={at(paths.register)}>
          <Icon name="phone-call" /> {t('staff.register')}
        </a>
      )}
      {me.may.includes('listConsultations') && (
        <a href={paths.consultations} aria-current={at(paths.consultations)}>
          <Icon name="chats" /> {t('consultations.title')}
        </a>
      )}
      {me.may.includes('listTransfers') && (
        <a href={paths.transfers} aria-current={at(paths.transfers)}>
          <Icon name="arrows-left-right" /> {t('transfers.title')}
        </a>
      )}
      <OtherPlaces me={me} path={path} />
    </nav>
  )
}

/** Places that are looked at now and then. */
const OTHERS = [
  ['listSheets', paths.book, 'book.title'],
  ['listIncidents', paths.incidents, 'incidents.title'],
  ['listTemplates', paths.templates, 'templates.title'],
  ['listPrecedents', paths.precedents, 'precedents.title'],
] as const

function OtherPlaces({ me, path }: { me: Me; path: string }) {
  const places = OTHERS.filter(([operation]) => me.may.includes(operation))
  if (places.length === 0) return null
  return (
    <Menu
      name={t('staff.more-places')}
      label={
        <>
          {t('staff.more-places')} <Icon name="caret-down" />
        </>
      }
    >
      {(close) =>
        places.map(([, address, name]) => (
          <a
            class="menu-item"
            key={address}
            href={address}
            aria-current={path === address ? 'page' : undefined}
            onClick={close}
          >
            {t(name)}
          </a>
        ))
      }
    </Menu>
  )
}

function MeMenu({ me, onSignOut }: { me: Me; onSignOut: () => void }) {
  return (
    <Menu
      name={t('staff.me', { name: me.name })}
      label={
        <>
          <Icon name="user" /> <span class="me-name">{me.name}</span>
        </>
      }
    >
      {(close) => (
        <>
          <div>
            <p class="strong">{me.entity.name}</p>
            <ul class="small soft">
              {me.roles.map(({ role, unit }) => (
                <li key={role + (unit?.id ?? '')}>{roleAt(role, unit?.name)}</li>
              ))}
            </ul>
          </div>
          <button
            type="button"
            class="menu-item"
            onClick={() => {
              close()
              onSignOut()
            }}
          >
            <Icon name="sign-out" /> {t('staff.sign-out')}
          </button>
        </>
      )}
    </Menu>
  )
}

function skip(event: Event) {
  event.preventDefault()
  document.getElementById('main')?.focus()
}
