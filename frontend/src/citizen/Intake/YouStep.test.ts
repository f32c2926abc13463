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
  it('is a phone for SMS and an address for letters', () => {
    expect(fields({ identity: 'name', name: 'Rosa', notices: 'sms' })).toEqual(['phone'])
    expect(fields({ identity: 'name', name: 'Rosa', notices: 'address' })).toEqual(['address'])
    expect(fields({ identity: 'name', name: 'Rosa', notices: 'desk' })).toEqual([])
  })
  it('is an age for minors, a name for whom they write, a country abroad', () => {
    const known = { identity: 'name', name: 'Rosa', notices: 'page' } as const
    expect(fields({ ...known, circumstances: ['minor', 'behalf', 'abroad'] })).toEqual([
      'age',
      'other-name',
      'country',
    ])
    expect(fields({ ...known, circumstances: ['minor'], age: '15' })).toEqual([])
  })
  it('is a choice first', () => expect(fields({})).toEqual(['identity']))
})
