/** Reads the text/event-stream format (WHATWG HTML, 9.2.6) from pieces of text. */

/** One event of the stream. `id` is the last id seen, as the standard says. */
export interface StreamEvent {
  id: string
  event: string
  data: string
}

/** Feeds on pieces in any cut and returns the events that became complete. */
export class SseReader {
  #rest = ''
  #id = ''
  #event = ''
  #data: string[] = []

  /** Adds a piece and returns the events completed by it. */
  read(piece: string): StreamEvent[] {
    // A lone CR at the end may be the first half of CRLF: keep it until the next piece.
    const text = this.#rest + piece
    const held = text.endsWith('\r') ? '\r' : ''
    const lines = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/)
    this.#rest = (lines.pop() ?? '') + held
    return lines.flatMap((line) => this.#line(line))
  }

  #line(line: string): StreamEvent[] {
    if (line === '') return this.#complete()
    const colon = line.indexOf(':')
    if (colon === 0) return []
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'data') this.#data.push(value)
    else if (name === 'event') this.#event = value
    else if (name === 'id' && !value.includes('\0')) this.#id = value
    return []
  }

  #complete(): StreamEvent[] {
    const event = this.#event || 'message'
    const data = this.#data
    this.#event = ''
    this.#data = []
    return data.length === 0 ? [] : [{ id: this.#id, event, data: data.join('\n') }]
  }
}
