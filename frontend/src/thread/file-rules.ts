/** What may be attached, as the contract says. The server looks at the bytes again. */
import { t } from '../words'

/** For the `accept` attribute of a file field. */
export const ACCEPTED_FILES = 'image/jpeg,image/png,image/webp,application/pdf'

/** The most files a case can hold, and the most bytes each. */
export const MOST_FILES = 10
const MOST_BYTES = 10_000_000

/** What is wrong with a file, in one sentence that names it, or null. */
export function fileProblem(file: File, alreadyThere: number): string | null {
  const { name } = file
  if (file.size === 0) return t('file.empty', { name })
  if (!ACCEPTED_FILES.split(',').includes(file.type)) return t('file.wrong-type', { name })
  if (file.size > MOST_BYTES) return t('file.too-big', { name })
  if (alreadyThere >= MOST_FILES) return t('file.too-many', { name })
  return null
}
