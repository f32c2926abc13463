/** A browser that watches: page faults, broken content policy, requests to strangers. */
import AxeBuilder from '@axe-core/playwright'
import { existsSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium,
} from 'playwright-core'
import { expect } from 'vitest'
import { type Account, hilo, totp } from './hilo'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the browser of this machine. `CHROMIUM_PATH` names another one. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? PLACES.find((place) => existsSync(place))
  if (executablePath === undefined) throw new Error('No chromium found; set CHROMIUM_PATH.')
  return await chromium.launch({ executablePath, args: QUIET })
}

/** A person's window and what went wrong in it. */
export interface Window {
  context: BrowserContext
  page: Page
  faults: string[]
}

/** Opens a window of a phone (360 px) in a language, or as the options say. */
export async function openWindow(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Window> {
  const context = await browser.newContext({
    baseURL: hilo.base_url,
    viewport: { width: 360, height: 740 },
    locale: 'es-PE',
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text())
  })
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(hilo.base_url).origin)
      faults.push(`stranger: ${request.url()}`)
  })
  return { context, page, faults }
}

/** No serious finding of axe, one heading of the first level, nothing wider than the window. */
export async function expectSound(page: Page, where: string): Promise<void> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const told = found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
  )
  expect(told, where).toEqual([])
  expect(await page.locator('h1').count(), `${where}: h1`).toBe(1)
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${where}: wider than the window`).toBeLessThanOrEqual(0)
}

/** Signs in as somebody of the staff. */
export async function signIn(window: Window, who: Account): Promise<void> {
  const { page } = window
  await page.goto('/staff')
  await page.locator('#email').fill(who.email)
  await page.locator('#password').fill(who.password)
  await page.locator('#code').fill(totp(who.totp_secret))
  await page.locator('form button[type=submit]').click()
  await page.locator('.bar .places').waitFor()
}
