// Builds src/ui/icons.svg, the sprite of the glyphs we use, from Phosphor (MIT). Run: npm run icons
import { readFileSync, writeFileSync } from 'node:fs'

const REGULAR =
  `arrow-left arrow-right arrows-left-right caret-down chats check check-circle clock copy download-simple file-text
  funnel info keyboard lock-key magnifying-glass paperclip pause-circle phone-call plus printer sign-out
  star tray trash translate user users-three warning warning-circle wifi-slash x`.split(/\s+/)
const DUOTONE = `megaphone wrench question lightbulb hand-heart file-magnifying-glass shield-warning
  buildings camera path`.split(/\s+/)

const assets = new URL('../node_modules/@phosphor-icons/core/assets/', import.meta.url)

function symbol(id, file) {
  const svg = readFileSync(new URL(file, assets), 'utf8')
  const inner = svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '')
  return `<symbol id="${id}" viewBox="0 0 256 256">${inner}</symbol>`
}

const symbols = [
  ...REGULAR.map((name) => symbol(name, `regular/${name}.svg`)),
  ...DUOTONE.map((name) => symbol(name, `duotone/${name}-duotone.svg`)),
]
writeFileSync(
  new URL('../src/ui/icons.svg', import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Phosphor Icons, MIT -->\n${symbols.join('\n')}\n</svg>\n`,
)
