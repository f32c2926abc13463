import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Window, expectSound, openWindow, signIn, startBrowser } from './browser'
import { send, tellUntilCheck } from './citizen'
import { account, hilo } from './hilo'

const lead = account('lead')
const body = hilo.entities.find((each) => each.number === lead.entity)

let browser: Browser
let person: Window
let desk: Window
let number: string

beforeAll(async () => {
  browser = await startBrowser()
  person = await openWindow(browser)
  desk = await openWindow(browser, { viewport: { width: 1280, height: 800 } })
})
afterAll(() => browser.close())

/** Opens the form of an action that is behind "More". */
async function actAside(page: Page, name: string): Promise<void> {
  await page.locator('[data-action="more"]').click()
  await page.locator(`.more-actions [data-action="${name}"]`).click()
  await page.locator('.action-form').waitFor()
}

async function submitted(page: Page): Promise<void> {
  await page.locator('.action-form button[type=submit]').click()
  await page.locator('.action-form').waitFor({ state: 'detached' })
}

describe('a case that is not complete', () => {
  it('is looked at by the lead, who sees everything that can be done', async () => {
    await tellUntilCheck(person.page, {
      story: 'La ventanilla cerró antes de la hora y nadie explicó nada.',
      body: body?.name ?? '',
    })
    number = (await send(person.page)).number
    await person.page.locator('a.button-primary').click()
    await person.page.locator('.now').waitFor()
    await signIn(desk, lead)
    const { page } = desk
    await page.goto(`/staff/cases/${number}`)
    await page.locator('[data-action="more"]').click()
    await page.locator('.more-actions').waitFor()
    await expectSound(page, 'everything that can be done')
    await page.locator('[data-action="more"]').click()
  })

  it('goes back to its person with all that is missing', async () => {
    const { page } = desk
    await actAside(page, 'requestCorrection')
    await expectSound(page, 'request')
    await page.locator('.action-form button[type=submit]').click()
    expect(await page.locator('#correction-0').getAttribute('aria-invalid')).toBe('true')
    await page.locator('#correction-0').fill('¿En qué ventanilla fue?')
    await submitted(page)
    await page.locator('[data-action="requestCorrection"]').waitFor({ state: 'detached' })
  })

  it('is completed in place, without a reload', async () => {
    const { page } = person
    await page.locator('.asked-list', { hasText: '¿En qué ventanilla fue?' }).waitFor({
      timeout: 20_000,
    })
    await expectSound(page, 'what is missing')
    await page.locator('#correct').fill('En la 4, el martes 3 a las diez.')
    await page.locator('.now-asked button[type=submit]').click()
    await page.locator('.now-asked').waitFor({ state: 'detached' })
    expect(person.faults).toEqual([])
  })

  it('shows the lead what the person said', async () => {
    const { page } = desk
    await page.goto(`/staff/cases/${number}`)
    await page.getByText('En la 4, el martes 3 a las diez.').first().waitFor()
    await expectSound(page, 'completed')
    expect(desk.faults).toEqual([])
  })
})
