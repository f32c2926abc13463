import { expect, it } from 'vitest'
import { SseReader } from './sse'

const stream =
  ': still here\n\nid: 12\nevent: case\ndata: {"seq":12}\n\ndata: a\r\ndata: b\r\n\r\nid: 13\nevent: case\ndata:{"seq":13}\n\n'
const events = [
  { id: '12', event: 'case', data: '{"seq":12}' },
  { id: '12', event: 'message', data: 'a\nb' },
  { id: '13', event: 'case', data: '{"seq":13}' },
]

it('reads events, skips comments, keeps the last id', () => {
  expect(new SseReader().read(stream)).toEqual(events)
})

it('does not mind where the network cuts', () => {
  for (let size = 1; size < stream.length; size++) {
    const reader = new SseReader()
    const read = []
    for (let at = 0; at < stream.length; at += size)
      read.push(...reader.read(stream.slice(at, at + size)))
    expect(read, `pieces of ${size}`).toEqual(events)
  }
})
