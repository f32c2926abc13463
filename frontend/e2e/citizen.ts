/** What a person does on the pages, step by step. Selectors are ids and roles, so that any language works. */
import type { Page } from 'playwright-core'
import { expectSound } from './browser'

/** A one-pixel picture. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const next = (page: Page) => page.locator('main form button[type=submit]').click()

interface Filing {
  story: string
  /** The name of a public body, when no guess should be taken. */
  body?: string
  isChecked?: boolean
  hasPicture?: boolean
}

/** Goes from the first word to the page for checking. Takes no guess of a service, so it works with any catalogue. */
export async function tellUntilCheck(page: Page, filing: Filing): Promise<void> {
  const look = async (where: string) => {
    if (filing.isChecked) await expectSound(page, where)
  }
  await page.goto('/')
  await page.locator('#story').fill(filing.story)
  await look('home')
  await page.locator('.story-box button[type=submit]').click()
  await page.locator('[data-way=unsure]').waitFor()
  await look('about')
  await page.locator('[data-way=unsure]').click()
  await page.locator('#body-q').fill(filing.body ?? '')
  await page.locator('main .pick').first().waitFor()
  if (filing.body) await page.locator('main .pick', { hasText: filing.body }).first().waitFor()
  await look('body')
  await page
    .locator('main .pick', filing.body ? { hasText: filing.body } : {})
    .first()
    .click()
  await page.locator('#kind').waitFor()
  await look('kind')
  await page.locator('#kind input').first().check()
  await next(page)
  await page.locator('#place').waitFor()
  await look('where')
  await page.locator('#place').fill('Frente al colegio San Martín')
  await next(page)
  await page.locator('#gallery').waitFor()
  if (filing.hasPicture) {
    await page
      .locator('#gallery')
      .setInputFiles({ name: 'poste.png', mimeType: 'image/png', buffer: PICTURE })
    await page.locator('main .file').waitFor()
  }
  await look('papers')
  await next(page)
  await page.locator('#identity input').first().check()
  await page.locator('#name').fill('Rosa Mamani')
  await page.locator('#document-type').selectOption('none')
  await page.locator('#email').fill('rosa@persona.example')
  await page.locator('#notices input').first().check()
  await look('you')
  await next(page)
  await page.locator('dl.answers').waitFor()
  await look('check')
}

/** Sends what was checked and returns what the receipt says. */
export async function send(page: Page): Promise<{ number: string; key: string }> {
  await next(page)
  await page.locator('.receipt').waitFor()
  const [number = '', key = ''] = await page.locator('.receipt .big').allTextContents()
  return { number, key }
}
