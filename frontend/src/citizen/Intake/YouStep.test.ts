import { describe, expect, it } from 'vitest'
import { emptyDraft } from './draft'
import { filerErrors } from './YouStep'

const filer = (part: Partial<ReturnType<typeof emptyDraft>['filer']>) => ({
  ...emptyDraft().filer,
  ...part,
})
const fields = (part: Parameters<typeof filer>[0]) =>
  filerErrors(filer(part)).map((error) => error.field)

describe('what a person must say about themselves', () => {
  it('is nothing when they give no data', () =>
    expect(fields({ identity: 'anonymous' })).toEqual([]))
  it('is one contact when they give no name', () => {
    expect(fields({ identity: 'contact', notices: 'page' })).toEqual(['email'])
    expect(fields({ identity: 'contact', phone: '999', notices: 'page' })).toEqual([])
  })
  it('is never a document', () =>
    expect(fields({ identity: 'name', name: 'Rosa', notices: 'page' })).toEqual([]))
  it('is an e-mail only when they want news there', () => {
    expect(fields({ identity: 'name', name: 'Rosa', notices: 'email' })).toEqual(['email'])
    expect(fields({ identity: 'name', name: 'Rosa', notices: 'email', email: 'rosa' })).toEqual([
      'email',
    ])
  })
  it('is a choice first', () => expect(fields({})).toEqual(['identity']))
})
