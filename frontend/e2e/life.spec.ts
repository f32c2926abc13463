import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Window, expectSound, openWindow, signIn, startBrowser } from './browser'
import { send, tellUntilCheck } from './citizen'
import { account, hilo } from './hilo'

/** A body that has everybody we need, and one unit with an officer and a supervisor. */
const supervisor = account('supervisor')
const entity = supervisor.entity
const officer = hilo.accounts.find(
  (each) => each.role === 'officer' && each.entity === entity && each.unit === supervisor.unit,
)
const lead = account('lead', entity)
const body = hilo.entities.find((each) => each.number === entity)

const DESK = { width: 1280, height: 800 }
let browser: Browser
let person: Window
let desk: Window
let work: Window
let receipt: { number: string; key: string }

beforeAll(async () => {
  browser = await startBrowser()
  person = await openWindow(browser)
  desk = await openWindow(browser, { viewport: DESK })
  work = await openWindow(browser, { viewport: DESK })
})
afterAll(() => browser.close())

/** Opens the form of an action on the case page. The name is an operation id, as the server offers it. */
async function act(page: Page, name: string): Promise<void> {
  await page.locator(`.actions button[data-action="${name}"]`).click()
  await page.locator('.action-form').waitFor()
}

async function submitted(page: Page): Promise<void> {
  await page.locator('.action-form button[type=submit]').click()
  await page.locator('.action-form').waitFor({ state: 'detached' })
}

describe('a case from the first word to the last', () => {
  it('is told by a person', async () => {
    await tellUntilCheck(person.page, {
      story: 'El poste 4417 no prende desde el lunes.',
      body: body?.name ?? '',
    })
    receipt = await send(person.page)
    await person.page.locator('a.button-primary').click()
    await person.page.locator('.now').waitFor()
  })

  it('is found and assigned by the desk', async () => {
    if (!officer) throw new Error('The unit of the supervisor has no officer.')
    await signIn(work, officer)
    const name = (await work.page.locator('.me-name').textContent()) ?? ''
    await signIn(desk, lead)
    const { page } = desk
    await page.goto(`/staff?view=all&q=${receipt.number}`)
    await page.locator(`[data-number="${receipt.number}"]`).waitFor()
    await expectSound(page, 'inbox')
    await page.goto(`/staff/cases/${receipt.number}`)
    await page.locator('.actions').waitFor()
    await expectSound(page, 'staff case')
    if (await page.locator('[data-action="triageCase"]').count()) {
      await act(page, 'triageCase')
      await submitted(page)
    }
    await act(page, 'assignCase')
    const unit = page.locator('#assign-unit option', { hasText: supervisor.unit ?? '' }).first()
    await page.locator('#assign-unit').selectOption((await unit.getAttribute('value')) ?? '')
    const member = page.locator('#assign-person option', { hasText: name }).first()
    await page.locator('#assign-person').selectOption((await member.getAttribute('value')) ?? '')
    await submitted(page)
  })

  it('is shown to the person at once, without a reload', async () => {
    await person.page
      .locator('.now-sentence', { hasText: supervisor.unit ?? '' })
      .waitFor({ timeout: 20_000 })
  })

  it('is accepted and answered by its unit', async () => {
    const { page } = work
    await page.goto(`/staff/cases/${receipt.number}`)
    await act(page, 'acceptCase')
    await submitted(page)
    await act(page, 'draftResponse')
    await expectSound(page, 'draft')
    await page.locator('#draft-outcome input').first().check()
    await page
      .locator('#draft-text')
      .fill('Cambiamos la lámpara del poste 4417 el jueves. Si vuelve a fallar, escríbanos aquí.')
    await submitted(page)
    await page.locator('[data-action="draftResponse"]').waitFor({ state: 'detached' })
  })

  it('is reviewed, signed and sent', async () => {
    const { page } = desk
    await page.goto(`/staff/cases/${receipt.number}`)
    await act(page, 'reviewResponse')
    await page.locator('#verdict input').first().check()
    await submitted(page)
    await act(page, 'respondToCase')
    await submitted(page)
  })

  it('shows the answer to the person, who rates it', async () => {
    const { page } = person
    await page.locator('.answer .said', { hasText: 'poste 4417' }).waitFor({ timeout: 20_000 })
    await page.locator('#stars input').nth(3).waitFor({ timeout: 20_000 })
    await expectSound(page, 'answered case')
    await page.locator('#solved input').nth(2).check()
    await page.locator('#stars input').nth(1).check()
    await page.locator('#reasons input').first().check()
    await page.locator('form:has(#stars) button[type=submit]').click()
    await page.locator('#stars').waitFor({ state: 'detached' })
  })

  it('is opened again when the person is not satisfied', async () => {
    const { page } = person
    await page.locator('details:has(#dispute) summary').click()
    await page.locator('#dispute').fill('El poste sigue apagado esta noche.')
    await page.locator('form:has(#dispute) button[type=submit]').click()
    await page.locator('#dispute').waitFor({ state: 'detached' })
    expect(person.faults.concat(desk.faults, work.faults)).toEqual([])
  })
})

describe('a call at the desk', () => {
  it('becomes a case with a number to read aloud', async () => {
    const operator = account('operator', entity)
    const window = await openWindow(browser, { viewport: DESK })
    await signIn(window, operator)
    const { page } = window
    await page.goto('/staff/register')
    await page.locator('#story').fill('Llama por el recojo de ramas en su cuadra.')
    await page.locator('#kind input').first().check()
    await expectSound(page, 'register')
    await page.locator('.register-end button[type=submit]').click()
    await page.locator('.read-aloud').waitFor()
    expect((await page.locator('.read-aloud dd').first().textContent()) ?? '').toMatch(
      /^\d{4} \d{5} \d{5}$/,
    )
    expect(window.faults).toEqual([])
  })
})
