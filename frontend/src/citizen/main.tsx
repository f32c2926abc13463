import { render } from 'preact'
import '../ui/base.css'
import '../ui/parts.css'
import '../thread/thread.css'
import './citizen.css'
import { speakIn } from '../words'
import { applyPreferences, firstLanguage } from '../ui/preferences'
import { App } from './App'
import { citizenWords } from './words'

async function start() {
  applyPreferences()
  await speakIn(firstLanguage(), citizenWords)
  const root = document.getElementById('app')
  if (root) render(<App />, root)
}

void start()
