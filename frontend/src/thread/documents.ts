/** Which documents each country uses. None of them is ever needed to file a case. */
import type { DocumentType } from '../api/types'

const PEOPLE: Record<string, readonly DocumentType[] | undefined> = {
  PE: ['dni', 'ce', 'passport', 'other'],
  CL: ['rut', 'passport', 'other'],
  BR: ['cpf', 'passport', 'other'],
}
const ORGANISATIONS: Record<string, readonly DocumentType[] | undefined> = {
  PE: ['ruc'],
  CL: ['rut'],
  BR: ['cnpj'],
}

/** The documents to offer, the usual one first. `country` is the two-letter code of the public body. */
export function documentsOf(country: string, who: 'natural' | 'legal'): readonly DocumentType[] {
  return (who === 'legal' ? ORGANISATIONS[country] : PEOPLE[country]) ?? ['passport', 'other']
}
