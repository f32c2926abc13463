// Weighs what a first visit downloads, compressed, and fails above the limits of ux.md 8.9. Run after `npm run build`.
import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const LANGUAGES = ['es', 'ptBR', 'en']
const read = (path) => readFileSync(new URL(path.replace(/^\//, ''), dist))
const weight = (path) => (path.endsWith('.woff2') ? read(path).length : gzipSync(read(path)).length)
const text = (path) => read(path).toString('utf8')
const files = readdirSync(new URL('assets/', dist)).map((name) => `assets/${name}`)

/** Scripts a script imports before it can run; lazy imports are not among them. */
function needed(script, seen = new Set()) {
  if (seen.has(script)) return seen
  seen.add(script)
  for (const [, name] of text(script).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
    needed(`assets/${name}`, seen)
  return seen
}

/** The scripts of a page, of a screen it opens lazily, and the heaviest language. */
function scriptsOf(page, screen) {
  const entry = /<script[^>]+src="\/([^"]+)"/.exec(text(page))[1]
  const seen = needed(entry)
  if (screen)
    for (const found of files.filter((name) => new RegExp(`/${screen}-[^/]+\\.js$`).test(name)))
      needed(found, seen)
  return seen
}

/** The words of one language for a page: the catalogues its entry can load, the heaviest language of the three. */
function wordsOf(page) {
  const entry = /<script[^>]+src="\/([^"]+)"/.exec(text(page))[1]
  const lazy = new Set(
    [...text(entry).matchAll(/["'`](?:\.\/|\/?assets\/)((?:es|pt-BR|en)-[^"'`]+\.js)["'`]/g)].map(
      ([, name]) => `assets/${name}`,
    ),
  )
  const totals = ['es', 'pt-BR', 'en'].map((language) =>
    [...lazy]
      .filter((name) => name.startsWith(`assets/${language}-`))
      .reduce((sum, name) => sum + weight(name), 0),
  )
  if (totals.some((total) => total === 0))
    throw new Error(`${page}: a language has no catalogue (${LANGUAGES})`)
  return Math.max(...totals)
}

function visit(page, screen) {
  const scripts =
    [...scriptsOf(page, screen)].reduce((sum, name) => sum + weight(name), 0) + wordsOf(page)
  const styles = [...text(page).matchAll(/href="\/(assets\/[^"]+\.css)"/g)].reduce(
    (sum, [, name]) => sum + weight(name),
    0,
  )
  const fonts = files
    .filter((name) => name.endsWith('.woff2'))
    .reduce((sum, name) => sum + weight(name), 0)
  const pictures = files
    .filter((name) => name.endsWith('.svg'))
    .reduce((sum, name) => sum + weight(name), 0)
  const html = weight(page)
  return { html, scripts, styles, fonts, pictures, all: html + scripts + styles + fonts + pictures }
}

const LIMITS = [
  {
    name: 'Citizen, first visit',
    page: 'citizen.html',
    screen: null,
    most: { scripts: 60, styles: 15, html: 15, all: 120 },
  },
  { name: 'Citizen, intake', page: 'citizen.html', screen: 'IntakePage', most: { scripts: 60 } },
  { name: 'Citizen, case page', page: 'citizen.html', screen: 'CasePage', most: { scripts: 60 } },
  { name: 'Staff', page: 'staff.html', screen: 'RegisterPage', most: { all: 350 } },
]

let failures = 0
for (const { name, page, screen, most } of LIMITS) {
  const found = visit(page, screen)
  for (const [part, limit] of Object.entries(most)) {
    const kilobytes = found[part] / 1000
    const isFine = kilobytes <= limit
    if (!isFine) failures += 1
    console.log(
      `${isFine ? 'ok  ' : 'FAIL'} ${name}: ${part} ${kilobytes.toFixed(1)} of ${limit} KB`,
    )
  }
}
console.log(
  `budget: ${LIMITS.reduce((n, { most }) => n + Object.keys(most).length, 0) - failures} passed, ${failures} failed`,
)
process.exit(failures === 0 ? 0 : 1)
