/** The running Hilo that the stories are told against: where it is and who can sign in. */
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'

export interface Account {
  role: string
  entity: string
  unit: string | null
  email: string
  password: string
  totp_secret: string
}

interface Description {
  base_url: string
  accounts: Account[]
  entities: { number: string; name: string; pack: string }[]
}

function isDescription(value: unknown): value is Description {
  return typeof value === 'object' && value !== null && 'base_url' in value && 'accounts' in value
}

const path = process.env['HILO_DEV_JSON'] ?? '../.hilo/dev.json'
const described: unknown = JSON.parse(readFileSync(path, 'utf8'))
if (!isDescription(described)) throw new Error(`${path} does not describe a running Hilo.`)

/** The description of the running instance. */
export const hilo = described

/** The first account of a role, if wanted in one body. */
export function account(role: string, entity?: string): Account {
  const found = hilo.accounts.find(
    (each) => each.role === role && (entity === undefined || each.entity === entity),
  )
  if (!found) throw new Error(`There is no ${role} in ${path}.`)
  return found
}

/** Bytes of a base-32 text (RFC 4648). */
function base32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text.toUpperCase().replaceAll('=', '')]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** The six digits of this half minute (RFC 6238). */
export function totp(secret: string, now = Date.now()): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)))
  const digest = createHmac('sha1', base32(secret)).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
