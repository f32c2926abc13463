/** How an identity document is told. */
import { tryText } from '../../words'

/** "DNI 40404417": the contract puts the code of the kind before the number. */
export function documentInWords(document: string | null): string | null {
  if (document === null) return null
  const [kind = '', ...rest] = document.split(' ')
  const name = tryText(`document.${kind}`)
  return name === null ? document : [name, ...rest].join(' ')
}
