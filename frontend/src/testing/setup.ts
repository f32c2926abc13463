/** What jsdom lacks, and a clean device before every test. */
import { cleanup } from '@testing-library/preact'
import { afterEach, beforeEach } from 'vitest'
import { speakIn } from '../words'
import { en } from '../words/citizen/en'
import { en as shared } from '../words/shared/en'
import { en as staff } from '../words/staff/en'

HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true
}
globalThis.scrollTo = () => undefined

beforeEach(async () => {
  localStorage.clear()
  sessionStorage.clear()
  await speakIn('en', () => Promise.resolve({ parts: [shared, en, staff] }))
})
afterEach(cleanup)
