/** What a person chose for reading on this device: size of text, colours, language. No account needed. */
import { LANGUAGES } from '../words'
import type { Language } from '../api/types'

export type TextSize = 'normal' | 'large' | 'larger'
export type Theme = 'auto' | 'light' | 'dark' | 'contrast'

/** Reads a value kept on the device; storage may be refused (private windows), which is no fault. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`hilo.${name}`)
  } catch {
    return null
  }
}

/** Keeps a value on the device. False when the device does not let us. */
export function keep(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(`hilo.${name}`)
    else localStorage.setItem(`hilo.${name}`, value)
    return true
  } catch {
    return false
  }
}

/** The size of text in use. */
export function textSize(): TextSize {
  const size = kept('text')
  return size === 'large' || size === 'larger' ? size : 'normal'
}

/** The colours in use. */
export function theme(): Theme {
  const chosen = kept('theme')
  return chosen === 'light' || chosen === 'dark' || chosen === 'contrast' ? chosen : 'auto'
}

/** Changes and remembers the size of text. */
export function chooseTextSize(size: TextSize): void {
  keep('text', size === 'normal' ? null : size)
  applyPreferences()
}

/** Changes and remembers the colours. */
export function chooseTheme(chosen: Theme): void {
  keep('theme', chosen === 'auto' ? null : chosen)
  applyPreferences()
}

/** Puts the remembered choices on the page. */
export function applyPreferences(): void {
  const { dataset } = document.documentElement
  const chosen = theme()
  const size = textSize()
  if (chosen === 'auto') delete dataset['theme']
  else dataset['theme'] = chosen
  if (size === 'normal') delete dataset['text']
  else dataset['text'] = size
}

/** The language to begin with: chosen before, else the first the browser asks for that we speak. */
export function firstLanguage(): Language {
  const wanted = [kept('language') ?? '', ...navigator.languages]
  for (const tag of wanted) {
    const found = LANGUAGES.find(({ code }) => code === tag || code.slice(0, 2) === tag.slice(0, 2))
    if (found) return found.code
  }
  return 'es'
}
