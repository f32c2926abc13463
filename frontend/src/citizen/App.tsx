import { ErrorBoundary, LocationProvider, lazy, useLocation } from 'preact-iso'
import { exec } from 'preact-iso/router'
import { useState } from 'preact/hooks'
import type { Language } from '../api/types'
import { Announcer } from '../ui/announcer'
import { keep } from '../ui/preferences'
import { speakIn } from '../words'
import { HomePage } from './Home/HomePage'
import { NotFoundPage } from './NotFoundPage'
import { Shell } from './Shell'
import { citizenWords } from './words'

const IntakePage = lazy(() => import('./Intake/IntakePage'))
const DonePage = lazy(() => import('./Done/DonePage'))
const CasePage = lazy(() => import('./Case/CasePage'))
const OutsidePage = lazy(() => import('./Question/OutsidePage'))
const TrackPage = lazy(() => import('./Home/TrackPage'))

/** The screens by address. The key makes another case another screen. */
function CurrentScreen() {
  const { path } = useLocation()
  const at = (pattern: string) => exec(path, pattern)?.params ?? null
  if (at('/')) return <HomePage />
  if (at('/track')) return <TrackPage />
  if (at('/q')) return <OutsidePage />
  const step = at('/start/:step')?.['step']
  if (step !== undefined) return <IntakePage step={step} />
  const done = at('/done/:number')?.['number']
  if (done !== undefined) return <DonePage key={done} number={done} />
  const number = at('/c/:number')?.['number']
  if (number !== undefined) return <CasePage key={number} number={number} />
  return <NotFoundPage />
}

/** The citizen pages. A change of language draws everything again and keeps what was written. */
export function App() {
  const [, redraw] = useState(0)
  const choose = async (language: Language) => {
    await speakIn(language, citizenWords)
    keep('language', language)
    redraw((n) => n + 1)
  }
  return (
    <LocationProvider>
      <Shell onLanguage={(language) => void choose(language)}>
        <ErrorBoundary>
          <CurrentScreen />
        </ErrorBoundary>
      </Shell>
      <Announcer />
    </LocationProvider>
  )
}
