/**
 * The words on the page. Three catalogues with equal keys; only the language in use is downloaded.
 * English is the shape: a key that another language lacks does not compile.
 */
import { speak } from '../api/client'
import type { Language } from '../api/types'
import type { en as Citizen } from './citizen/en'
import type { en as Shared } from './shared/en'
import type { en as Staff } from './staff/en'

type All = typeof Shared & typeof Citizen & typeof Staff

/** A message: one text, or one text for each plural form of `n`. */
export type Message = string | { readonly one: string; readonly other: string }

/** A catalogue with the keys of its English original. */
export type Catalogue<English> = { readonly [K in keyof English]: Message }

/** Name of a message. */
export type Key = keyof All

/** The names in braces inside a text: `'{n} of {all}'` has `n` and `all`. */
type Slots<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Slots<Rest> : never
type SlotsOf<M> = M extends string
  ? Slots<M>
  : M extends { other: infer T }
    ? Slots<T> | 'n'
    : never
type Given<K extends Key> = [SlotsOf<All[K]>] extends [never]
  ? []
  : [values: { readonly [Name in SlotsOf<All[K]>]: string | number }]

/** Every language a person can choose, by its own name. */
export const LANGUAGES: readonly { code: Language; name: string }[] = [
  { code: 'es', name: 'Español' },
  { code: 'pt-BR', name: 'Português' },
  { code: 'en', name: 'English' },
]

let current: Language = 'es'
let country: string | null = null
let messages: Record<string, Message | undefined> = {}
let variants: Variants = {}
let plurals = new Intl.PluralRules('es')

/** Words that differ by country within a language: country code, key, text. */
export type Variants = Record<string, Record<string, string>>

/** A language as it was downloaded. */
export interface Words {
  parts: Record<string, Message>[]
  variants?: Variants
}

/** Loads a language for one audience. The entry says which catalogues belong to it. */
export type Loader = (language: Language) => Promise<Words>

/** Puts a language in use once its catalogues have arrived. */
export async function speakIn(language: Language, load: Loader): Promise<void> {
  const words = await load(language)
  messages = Object.assign({}, ...words.parts)
  variants = words.variants ?? {}
  current = language
  plurals = new Intl.PluralRules(language)
  speak(language)
  document.documentElement.lang = language
}

/** Some words differ by country, such as distrito and comuna. Null brings back the neutral words. */
export function setCountry(next: string | null): void {
  country = next
}

/** The language in use. */
export function language(): Language {
  return current
}

/** The locale for dates, numbers and sorting: language and, where known, country. */
export function locale(): string {
  if (current === 'es' && country !== null) return `es-${country}`
  return current
}

/** The text of a key. Whole sentences only: values fill slots, sentences are never glued. */
export function t<K extends Key>(key: K, ...given: Given<K>): string {
  return fill(key, given[0])
}

/** Like `t` for a key known only at run time, such as `state.` + state. Null when there is no such key. */
export function tryText(key: string, values?: Record<string, string | number>): string | null {
  return messages[key] === undefined ? null : fill(key, values)
}

function fill(key: string, values: Record<string, string | number> | undefined): string {
  const message = variants[country ?? '']?.[key] ?? messages[key]
  if (message === undefined) return key
  return text(message, values).replace(/\{(\w+)\}/g, (slot, name: string) =>
    shown(values?.[name], slot),
  )
}

function text(message: Message, values: Record<string, string | number> | undefined): string {
  if (typeof message === 'string') return message
  return plurals.select(Number(values?.['n'] ?? 0)) === 'one' ? message.one : message.other
}

function shown(value: string | number | undefined, slot: string): string {
  if (value === undefined) return slot
  return typeof value === 'number' ? new Intl.NumberFormat(locale()).format(value) : value
}
