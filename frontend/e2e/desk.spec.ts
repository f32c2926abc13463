import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Window, expectSound, openWindow, signIn, startBrowser } from './browser'
import { send, tellUntilCheck } from './citizen'
import { account, hilo } from './hilo'

/** A body with a desk: an officer outside of the unit that answers. */
const supervisor = account('supervisor')
const entity = supervisor.entity
const clerk = hilo.accounts.find(
  (each) => each.role === 'officer' && each.entity === entity && each.unit !== supervisor.unit,
)
const body = hilo.entities.find((each) => each.number === entity)

const DESK = { width: 1280, height: 800 }
let browser: Browser
let desk: Window
let number: string

beforeAll(async () => {
  browser = await startBrowser()
  desk = await openWindow(browser, { viewport: DESK })
})
afterAll(() => browser.close())

describe('an officer of the desk', () => {
  it('finds the case of a person who left name and address', async () => {
    if (!clerk) throw new Error('There is no officer outside of the unit of the supervisor.')
    const person = await openWindow(browser)
    await tellUntilCheck(person.page, {
      story: 'La ventanilla cerró antes de la hora.',
      body: body?.name ?? '',
    })
    number = (await send(person.page)).number
    await person.context.close()
    await signIn(desk, clerk)
    const { page } = desk
    await page.goto(`/staff/cases/${number}`)
    await page.locator('.actions').waitFor()
    expect(await page.locator('.facts').textContent()).not.toContain('Rosa Mamani')
  })

  it('sees contact data only with a reason', async () => {
    const { page } = desk
    await page.locator('.facts .link-button').click()
    await page.locator('.look button[type=submit]').click()
    expect(await page.locator('#look-reason').getAttribute('aria-invalid')).toBe('true')
    await expectSound(page, 'look without a reason')
    await page.locator('#look-reason').fill('Para acordar una hora de visita')
    await page.locator('.look button[type=submit]').click()
    await page.locator('.facts', { hasText: 'rosa@persona.example' }).waitFor()
    await expectSound(page, 'look with a reason')
  })

  it('sends it to the unit that answers, and is led back to the inbox', async () => {
    const { page } = desk
    await page.locator('[data-action="assignCase"]').click()
    const unit = page.locator('#assign-unit option', { hasText: supervisor.unit ?? '' }).first()
    await page.locator('#assign-unit').selectOption((await unit.getAttribute('value')) ?? '')
    await page.locator('.action-form button[type=submit]').click()
    await page.locator('.inbox .notice-ok', { hasText: number }).waitFor()
    await expectSound(page, 'inbox after parting')
    expect(desk.faults).toEqual([])
  })
})

describe('staff who open no cases', () => {
  it.each(['administrator', 'oversight'])(
    'have a page of their own without errors (%s)',
    async (role) => {
      const window = await openWindow(browser)
      await signIn(window, account(role))
      const { page } = window
      await page.locator('.plain-list li').first().waitFor()
      expect(await page.locator('.notice-bad').count()).toBe(0)
      expect(await page.locator('.places a').count()).toBe(1)
      await expectSound(page, role)
      expect(window.faults).toEqual([])
      await window.context.close()
    },
  )
})
