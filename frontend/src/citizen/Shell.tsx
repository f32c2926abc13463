import type { ComponentChildren } from 'preact'
import type { Language } from '../api/types'
import { OfflineBar } from '../ui/OfflineBar'
import { LanguageMenu, ReadingMenu } from '../ui/Reading'
import mark from '../ui/mark.svg'
import { t } from '../words'
import { paths } from './paths'

interface Props {
  onLanguage: (language: Language) => void
  children: ComponentChildren
}

/** What surrounds every citizen screen, always in the same order. */
export function Shell({ onLanguage, children }: Props) {
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        {t('app.skip')}
      </a>
      <div class="band" />
      <header class="head no-print">
        <div class="head-inner">
          <a class="brand" href={paths.home}>
            <img src={mark} alt="" width="28" height="28" />
            {t('app.name')}
          </a>
          <div class="head-tools">
            <LanguageMenu onChoose={onLanguage} />
            <ReadingMenu />
          </div>
        </div>
      </header>
      <OfflineBar />
      <main id="main" tabIndex={-1} class="column stack">
        {children}
      </main>
      <footer class="foot no-print">
        <div class="column stack-tight">
          <p class="strong">{t('foot.official')}</p>
          <details>
            <summary>{t('foot.how-do-i-know')}</summary>
            <p class="soft">{t('foot.how-do-i-know-answer')}</p>
          </details>
          <nav aria-label={t('foot.nav')} class="row">
            <a href={paths.track}>{t('home.track')}</a>
            <a href="/staff">{t('foot.staff')}</a>
            <a href="/api/docs">{t('foot.api')}</a>
          </nav>
        </div>
      </footer>
    </>
  )
}

/** The fragment of the address may hold the key of a case: move the focus without touching it. */
function skip(event: Event) {
  event.preventDefault()
  document.getElementById('main')?.focus()
}
