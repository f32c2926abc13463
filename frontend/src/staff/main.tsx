import { render } from 'preact'
import '../ui/base.css'
import '../ui/parts.css'
import '../thread/thread.css'
import './staff.css'
import { applyPreferences, firstLanguage } from '../ui/preferences'
import { speakIn } from '../words'
import { App } from './App'
import { staffWords } from './words'

async function start() {
  applyPreferences()
  await speakIn(firstLanguage(), staffWords)
  const root = document.getElementById('app')
  if (root) render(<App />, root)
}

void start()
