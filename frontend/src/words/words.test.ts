import { describe, expect, it } from 'vitest'
import { setCountry, speakIn, t } from '.'
import type { Catalogue, Message } from '.'
import { en as citizenEn } from './citizen/en'
import { es as citizenEs } from './citizen/es'
import { ptBR as citizenPt } from './citizen/pt-BR'
import { en as sharedEn } from './shared/en'
import { es as sharedEs, variants } from './shared/es'
import { ptBR as sharedPt } from './shared/pt-BR'
import { en as staffEn } from './staff/en'
import { es as staffEs } from './staff/es'
import { ptBR as staffPt } from './staff/pt-BR'

type Words = Record<string, Message>
const groups: [name: string, english: Words, spanish: Words, portuguese: Words][] = [
  ['shared', sharedEn, sharedEs, sharedPt],
  ['citizen', citizenEn, citizenEs, citizenPt],
  ['staff', staffEn, staffEs, staffPt],
]

const texts = (message: Message | undefined) =>
  message === undefined
    ? []
    : typeof message === 'string'
      ? [message]
      : [message.one, message.other]
const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe.each(groups)('the %s catalogue', (_, english, spanish, portuguese) => {
  it('has the same keys in every language', () => {
    expect(Object.keys(spanish).sort()).toEqual(Object.keys(english).sort())
    expect(Object.keys(portuguese).sort()).toEqual(Object.keys(english).sort())
  })

  it('has the same slots in every language', () => {
    for (const [key, message] of Object.entries(english)) {
      const wanted = slots(texts(message).at(-1) ?? '')
      expect(slots(texts(spanish[key]).at(-1) ?? ''), key).toEqual(wanted)
      expect(slots(texts(portuguese[key]).at(-1) ?? ''), key).toEqual(wanted)
    }
  })

  it('says nothing empty and leaves no raw key', () => {
    for (const catalogue of [english, spanish, portuguese])
      for (const [key, message] of Object.entries(catalogue))
        for (const text of texts(message)) expect(text.trim(), key).not.toBe('')
  })
})

it('uses each key in one catalogue only', () => {
  const keys = groups.flatMap(([, english]) => Object.keys(english))
  expect(new Set(keys).size).toBe(keys.length)
})

describe('plain language (ux D)', () => {
  const citizen = [
    ...Object.values<Message>(citizenEs),
    ...Object.values<Message>(citizenPt),
    ...Object.values<Message>(citizenEn),
  ]
  const sentences = citizen.flatMap(texts).flatMap((text) => text.split(/[.:;?!]\s/))

  it('has no sentence over 30 words, and under 20 on average', () => {
    const lengths = sentences.map((sentence) => sentence.split(/\s+/).length)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(30)
    expect(lengths.reduce((sum, n) => sum + n, 0) / lengths.length).toBeLessThan(20)
  })

  it('avoids the words of offices', () => {
    const banned =
      /\b(administrado|derivar|subsanar|munícipe|indeferido|inválid[oa]|obligatori[oa]|obrigatóri[oa]|invalid|mandatory)\b/i
    expect(sentences.filter((sentence) => banned.test(sentence))).toEqual([])
  })
})

describe('variants', () => {
  it('name existing keys', () => {
    for (const words of Object.values(variants))
      for (const key of Object.keys(words)) expect(sharedEs).toHaveProperty([key])
  })

  it('speak of comunas in Chile and of distritos elsewhere', async () => {
    await speakIn('es', () => Promise.resolve({ parts: [sharedEs], variants }))
    setCountry('CL')
    expect(t('place.district')).toBe('Comuna')
    setCountry('PE')
    expect(t('place.district')).toBe('Distrito')
    setCountry(null)
  })
})

it('chooses the plural form of the language', async () => {
  await speakIn('pt-BR', () => Promise.resolve({ parts: [sharedPt] }))
  expect(t('due.left-working', { n: 1 })).toBe('falta 1 dia útil')
  expect(t('due.left-working', { n: 2 })).toBe('faltam 2 dias úteis')
})

// The compiler refuses a catalogue that lacks a key.
const short = { a: 'x' } as const
// @ts-expect-error b is missing
export const refused: Catalogue<{ a: 'x'; b: 'y' }> = short
