/** Filing a case: the one call that both the citizen's page and the desk make. */
import { api, take } from './client'
import type { components } from './contract'
import type { Receipt, SubmitCase } from './types'

/** Files a case. The same key sent again brings the same receipt back and never a second case. */
export function submitCase(body: SubmitCase, key: string): Promise<Receipt> {
  return take(
    api.POST('/api/v1/cases', {
      params: { header: { 'Idempotency-Key': key } },
      body: onTheWire(body),
    }),
  )
}

/** The contract leaves the answers open, since each question has its own type: they only pass through. */
function onTheWire(body: SubmitCase): components['schemas']['SubmitCase'] {
  return JSON.parse(JSON.stringify(body))
}

/** A sheet of the paper book of an office. */
export interface SheetWritten {
  office: string
  sheet: number
  writtenOn: string
}

/** Files what stands on a sheet of the paper book. Its deadline counts from the day on which it was written. */
export function enterSheet(
  { office, sheet, writtenOn }: SheetWritten,
  filing: SubmitCase,
  key: string,
): Promise<Receipt> {
  return take(
    api.POST('/api/v1/staff/offices/{office}/sheets', {
      params: { path: { office }, header: { 'Idempotency-Key': key } },
      body: { sheet, written_on: writtenOn, filing: onTheWire(filing) },
    }),
  )
}
