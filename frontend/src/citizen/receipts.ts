/** The receipt of a case just sent. It holds the key, so it stays in the tab and is never kept on the device. */
import type { Receipt } from '../api/types'

const inMemory = new Map<string, Receipt>()

/** Keeps a receipt until the tab is closed. */
export function keepReceipt(receipt: Receipt): void {
  inMemory.set(receipt.number, receipt)
  try {
    sessionStorage.setItem(`hilo.receipt.${receipt.number}`, JSON.stringify(receipt))
  } catch {
    // Storage is refused: the receipt lasts until the page is left.
  }
}

/** The receipt of a case, or null when this tab did not send it. */
export function receiptOf(number: string): Receipt | null {
  const known = inMemory.get(number)
  if (known) return known
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(`hilo.receipt.${number}`) ?? 'null')
    return isReceipt(found) ? found : null
  } catch {
    return null
  }
}

function isReceipt(value: unknown): value is Receipt {
  return typeof value === 'object' && value !== null && 'key' in value && 'entity' in value
}
