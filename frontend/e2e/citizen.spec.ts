import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Window, expectSound, openWindow, startBrowser } from './browser'
import { send, tellUntilCheck } from './citizen'
import { hilo } from './hilo'

let browser: Browser
let window: Window
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  window = await openWindow(browser)
})
afterEach(async () => {
  await window.context.close()
  expect(window.faults).toEqual([])
})

const [body] = hilo.entities

describe('a person tells what happened', () => {
  it('and gets a number, a key and a page that shows the case', async () => {
    const { page } = window
    await tellUntilCheck(page, {
      story: 'El poste está apagado hace tres semanas.',
      body: body?.name ?? '',
      isChecked: true,
      hasPicture: true,
    })
    const receipt = await send(page)
    expect(receipt.number).toMatch(/^\d{4}-\d{5}-\d{5}$/)
    expect(receipt.key).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    await expectSound(page, 'done')

    await page.locator('a.button-primary').click()
    await page.locator('.now').waitFor()
    expect(new URL(page.url()).pathname).toBe(`/c/${receipt.number}`)
    await page.locator('.file', { hasText: 'poste' }).waitFor()
    await expectSound(page, 'case')

    await page.locator('.now .link-button').click()
    await page.locator('dialog .clock-days').first().waitFor()
    await expectSound(page, 'why this date')
    await page.keyboard.press('Escape')
    expect(await page.locator('dialog').count()).toBe(0)
  })

  it('and finds every word again after the page was closed', async () => {
    const { page, context } = window
    await page.goto('/')
    await page.locator('#story').fill('Me hicieron volver tres veces.')
    await page.close()
    const again = await context.newPage()
    await again.goto('/')
    expect(await again.locator('.story-box .said').textContent()).toBe(
      'Me hicieron volver tres veces.',
    )
  })

  it('and can send while the connection comes and goes, and it is one case', async () => {
    const { page, context } = window
    await tellUntilCheck(page, { story: 'Basura acumulada en la esquina.', body: body?.name ?? '' })
    const sent: string[] = []
    await page.route('**/api/v1/cases', async (route) => {
      sent.push(route.request().headers()['idempotency-key'] ?? '')
      // The first one arrives, but its answer is lost on the way back.
      if (sent.length > 1) return await route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await page.locator('main form button[type=submit]').click()
    await page.locator('main .notice-bad').waitFor()
    await context.setOffline(true)
    await page.reload().catch(() => undefined)
    await context.setOffline(false)
    await page.goto('/start/check')
    await page.locator('.receipt').waitFor()
    expect(new Set(sent).size).toBe(1)
    expect(sent.length).toBeGreaterThan(1)
  })

  it('by keyboard alone', async () => {
    const { page } = window
    await page.goto('/')
    await page.locator('h1').waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
    await page.locator('#story').focus()
    await page.keyboard.type('Quiero saber cómo pedir una copia.')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('[data-way=unsure]').waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await page.locator('[data-way=unsure]').focus()
    await page.keyboard.press('Enter')
    await page.locator('#body-q').waitFor()
  })
})

describe('the pages', () => {
  it.each(['es', 'pt-BR', 'en'])(
    'speak %s, in light, dark and high contrast, also at 320 px',
    async (locale) => {
      for (const theme of ['light', 'dark', 'contrast']) {
        const other = await openWindow(browser, { locale, viewport: { width: 320, height: 568 } })
        await other.context.addInitScript(
          (chosen) => localStorage.setItem('hilo.theme', chosen),
          theme,
        )
        for (const path of ['/', '/track', '/start/story', '/nowhere']) {
          await other.page.goto(path)
          await other.page.locator('h1').waitFor()
          expect(await other.page.getAttribute('html', 'lang')).toBe(locale)
          await expectSound(other.page, `${path} ${locale} ${theme}`)
        }
        expect(other.faults).toEqual([])
        await other.context.close()
      }
    },
  )

  it('change language without losing a word', async () => {
    const { page } = window
    await page.goto('/')
    await page.locator('#story').fill('Sin perder nada')
    await page.locator('.head .menu summary').first().click()
    await page.locator('.menu-item[lang="pt-BR"]').click()
    await page.locator('html[lang="pt-BR"]').waitFor()
    expect(await page.locator('#story').inputValue()).toBe('Sin perder nada')
  })

  it('say the same for a wrong number and a wrong key', async () => {
    const { page } = window
    const texts: (string | null)[] = []
    for (const number of ['0001-26000-00010', '9999-26000-00016']) {
      await page.goto(`/c/${number}#0000-0000-0000-0000`)
      await page.locator('.notice-bad .strong').waitFor()
      texts.push(await page.locator('.notice-bad .strong').textContent())
      await page.goto('/')
    }
    expect(texts[0]).toBe(texts[1])
  })
})
