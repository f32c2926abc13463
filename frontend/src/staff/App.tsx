import type { ComponentChildren } from 'preact'
import { ErrorBoundary, LocationProvider, lazy, useLocation } from 'preact-iso'
import { exec } from 'preact-iso/router'
import { useEffect, useState } from 'preact/hooks'
import { actAsStaff, api, finish, take } from '../api/client'
import type { Language, Me } from '../api/types'
import { useLoad } from '../api/use-load'
import { InZone } from '../thread/zone'
import { Announcer } from '../ui/announcer'
import { Problem } from '../ui/Problem'
import { keep } from '../ui/preferences'
import { Waiting } from '../ui/Waiting'
import { speakIn } from '../words'
import { CasePage } from './Case/CasePage'
import { InboxPage } from './Inbox/InboxPage'
import { NotFoundPage } from './NotFoundPage'
import { paths } from './paths'
import { Shell } from './Shell'
import { SignInPage } from './SignIn/SignInPage'
import { staffWords } from './words'

const WelcomePage = lazy(() => import('./Welcome/WelcomePage'))
const RegisterPage = lazy(() => import('./Register/RegisterPage'))
const ConsultationsPage = lazy(() => import('./Consultations/ConsultationsPage'))
const TransfersPage = lazy(() => import('./Transfers/TransfersPage'))
const PrecedentsPage = lazy(() => import('./Library/PrecedentsPage'))
const TemplatesPage = lazy(() => import('./Library/TemplatesPage'))
const BookPage = lazy(() => import('./Desk/BookPage'))
const IncidentsPage = lazy(() => import('./Desk/IncidentsPage'))

/** Everything staff read happens in the zone of their body, also for who travels. Until it is known, the device's. */
function InZoneOfBody({ me, children }: { me: Me; children: ComponentChildren }) {
  const { number } = me.entity
  const body = useLoad(`zone ${number}`, () =>
    take(api.GET('/api/v1/entities/{number}', { params: { path: { number } } })),
  )
  return <InZone zone={body.value?.zone}>{children}</InZone>
}

function CurrentScreen({ me }: { me: Me }) {
  const { path } = useLocation()
  const can = (operation: string) => me.may.includes(operation)
  if (path === paths.inbox)
    return can('listCases') ? <InboxPage me={me} /> : <WelcomePage me={me} />
  if (path === paths.register && can('submitCase')) return <RegisterPage me={me} />
  if (path === paths.consultations && can('listConsultations')) return <ConsultationsPage />
  if (path === paths.transfers && can('listTransfers')) return <TransfersPage />
  if (path === paths.precedents && can('listPrecedents')) return <PrecedentsPage />
  if (path === paths.templates && can('listTemplates')) return <TemplatesPage me={me} />
  if (path === paths.book && can('listSheets')) return <BookPage me={me} />
  if (path === paths.incidents && can('listIncidents')) return <IncidentsPage me={me} />
  const number = exec(path, '/staff/cases/:number')?.params['number']
  if (number !== undefined && can('listCases'))
    return <CasePage key={number} number={number} me={me} />
  return <NotFoundPage />
}

/** The staff pages: signed in or signing in, nothing between. */
export function App() {
  const [, redraw] = useState(0)
  const [isOut, setOut] = useState(false)
  const session = useLoad('me', () => take(api.GET('/api/v1/staff/me')))
  useEffect(() => actAsStaff(() => setOut(true)), [])

  const choose = async (language: Language) => {
    await speakIn(language, staffWords)
    keep('language', language)
    redraw((n) => n + 1)
  }
  const signOut = async () => {
    await finish(api.POST('/api/v1/staff/sign-out')).catch(() => undefined)
    setOut(true)
  }
  const enter = (me: Me) => {
    session.replace(me)
    setOut(false)
  }
  const me = isOut ? null : session.value
  const needsSignIn = isOut || session.refusal?.status === 401
  return (
    <LocationProvider>
      <Shell
        me={me}
        onLanguage={(language) => void choose(language)}
        onSignOut={() => void signOut()}
      >
        <ErrorBoundary>
          {me && (
            <InZoneOfBody me={me}>
              <CurrentScreen me={me} />
            </InZoneOfBody>
          )}
          {needsSignIn && <SignInPage onSignedIn={enter} />}
          {!me && !needsSignIn && session.refusal && (
            <Problem refusal={session.refusal} onRetry={session.reload} />
          )}
          {!me && !needsSignIn && !session.refusal && (
            <Waiting isSlow={session.isSlow} size="long" />
          )}
        </ErrorBoundary>
      </Shell>
      <Announcer />
    </LocationProvider>
  )
}
