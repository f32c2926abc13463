/**
 * Photos and papers wait on the device until the case has its number; then they are sent one by one. The
 * case never waits for them.
 */
import { del, get, set } from 'idb-keyval'
import { api, newIdempotencyKey, take } from '../api/client'

/** A file that has not been sent yet. `key` makes a second try of the same file harmless. */
export interface Paper {
  key: string
  name: string
  blob: Blob
}

const nameOf = (owner: string) => `papers.${owner}`
const inMemory = new Map<string, Paper[]>()

/** The papers that wait for a draft or a case. */
export async function papersOf(owner: string): Promise<Paper[]> {
  try {
    return (await get<Paper[]>(nameOf(owner))) ?? inMemory.get(owner) ?? []
  } catch {
    return inMemory.get(owner) ?? []
  }
}

/** Keeps the papers of a draft or a case; in memory where the device keeps nothing. */
export async function keepPapers(owner: string, papers: Paper[]): Promise<void> {
  inMemory.set(owner, papers)
  try {
    await (papers.length === 0 ? del(nameOf(owner)) : set(nameOf(owner), papers))
  } catch {
    // Private windows may refuse: the papers stay in memory while the page is open.
  }
}

/** Gives the papers of a draft to the case that was made of it. */
export async function handOver(draftId: string, number: string): Promise<void> {
  await keepPapers(number, await papersOf(draftId))
  await keepPapers(draftId, [])
}

/** A file as it will be sent: photos are made smaller, which also removes where they were taken. */
export async function paperOf(file: File): Promise<Paper> {
  const blob = file.type.startsWith('image/') ? await smaller(file) : file
  return { key: newIdempotencyKey(), name: file.name, blob }
}

const LONGEST_SIDE = 1600
const QUALITY = 0.72

async function smaller(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const made = await new Promise<Blob | null>((done) =>
      canvas.toBlob(done, 'image/jpeg', QUALITY),
    )
    return made && made.size < file.size ? made : file
  } catch {
    // An unusual format or too little memory: the server converts the original.
    return file
  }
}

/** Sends one paper. */
export async function sendPaper(number: string, key: string, paper: Paper): Promise<void> {
  const form = new FormData()
  form.append('file', paper.blob, paper.name)
  await take(
    api.POST('/api/v1/cases/{number}/attachments', {
      params: { path: { number }, header: { 'Case-Key': key, 'Idempotency-Key': paper.key } },
      // The contract types a file as text; what travels is the form.
      body: { file: '' },
      bodySerializer: () => form,
    }),
  )
}
