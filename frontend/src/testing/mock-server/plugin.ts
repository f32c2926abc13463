/** Serves the pages with the addresses and the content policy of the real server, and answers the API from memory. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connect, Plugin } from 'vite'
import { answer } from './routes'

const POLICY =
  "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

async function passOn(request: IncomingMessage, response: ServerResponse) {
  const pieces: Uint8Array[] = []
  for await (const piece of request) pieces.push(piece)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value)
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const result = await answer(
    new Request(`http://localhost${request.url ?? '/'}`, {
      method: request.method ?? 'GET',
      headers,
      ...(hasBody ? { body: Buffer.concat(pieces) } : {}),
    }),
  )
  response.writeHead(result.status, Object.fromEntries(result.headers))
  if (!result.body) return response.end()
  const reader = result.body.getReader()
  request.on('close', () => void reader.cancel())
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return response.end()
    response.write(value)
  }
}

function handler(isStrict: boolean): Connect.NextHandleFunction {
  return (request, response, next) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    if (path.startsWith('/api/')) return void passOn(request, response)
    if (isStrict) response.setHeader('Content-Security-Policy', POLICY)
    const isPage =
      !/\.\w+$/.test(path) && !path.startsWith('/@') && !path.startsWith('/node_modules')
    if (isPage) request.url = path.startsWith('/staff') ? '/staff.html' : '/citizen.html'
    next()
  }
}

export function mockServer(): Plugin {
  return {
    name: 'hilo-mock',
    configureServer: (server) => void server.middlewares.use(handler(false)),
    configurePreviewServer: (server) => void server.middlewares.use(handler(true)),
  }
}
