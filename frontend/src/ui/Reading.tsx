import { useState } from 'preact/hooks'
import type { Language } from '../api/types'
import { LANGUAGES, language, t } from '../words'
import { Radios } from './fields'
import { Icon } from './Icon'
import { Menu } from './Menu'
import { chooseTextSize, chooseTheme, textSize, theme } from './preferences'

/** The language in use as a button that opens the others, each in its own name. */
export function LanguageMenu({ onChoose }: { onChoose: (language: Language) => void }) {
  const current = LANGUAGES.find(({ code }) => code === language())
  const name = current?.name ?? ''
  return (
    <Menu
      name={`${name}, ${t('app.language')}`}
      label={
        <>
          <Icon name="translate" /> <span lang={language()}>{name}</span>
        </>
      }
    >
      {(close) =>
        LANGUAGES.map(({ code, name: own }) => (
          <button
            type="button"
            key={code}
            lang={code}
            class="menu-item"
            aria-pressed={code === language()}
            onClick={() => {
              close()
              onChoose(code)
            }}
          >
            {own}
          </button>
        ))
      }
    </Menu>
  )
}

/** Size of text and colours. */
export function ReadingMenu() {
  const [, redraw] = useState(0)
  const again = () => redraw((n) => n + 1)
  return (
    <Menu name={`Aa, ${t('app.display')}`} label={<span aria-hidden="true">Aa</span>}>
      {() => (
        <>
          <Radios
            id="text-size"
            label={t('app.text-size')}
            value={textSize()}
            options={[
              { value: 'normal', label: t('app.text-normal') },
              { value: 'large', label: t('app.text-large') },
              { value: 'larger', label: t('app.text-larger') },
            ]}
            onChange={(size) => {
              chooseTextSize(size)
              again()
            }}
          />
          <Radios
            id="theme"
            label={t('app.theme')}
            value={theme()}
            options={[
              { value: 'auto', label: t('app.theme-auto') },
              { value: 'light', label: t('app.theme-light') },
              { value: 'dark', label: t('app.theme-dark') },
              { value: 'contrast', label: t('app.theme-contrast') },
            ]}
            onChange={(chosen) => {
              chooseTheme(chosen)
              again()
            }}
          />
        </>
      )}
    </Menu>
  )
}
