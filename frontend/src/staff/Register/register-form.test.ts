import { describe, expect, it } from 'vitest'
import {
  FIELDS,
  type RegisterForm,
  emptyForm,
  formErrors,
  requestOf,
  sheetOf,
} from './register-form'

const form = (change: Partial<RegisterForm> = {}): RegisterForm => ({
  ...emptyForm({ channel: 'paper', office: 'of-1', sheet: '17' }),
  story: 'The queue did not move',
  kind: 'complaint',
  writtenOn: '2026-11-03',
  ...change,
})
const fields = (change: Partial<RegisterForm>) => formErrors(form(change)).map(({ field }) => field)

describe('what the desk registers', () => {
  it('is a sheet of the paper book with its office and its day', () => {
    expect(sheetOf(form())).toBe(17)
    expect(fields({})).toEqual([])
    expect(fields({ writtenOn: '', office: '' })).toEqual(['written-on', 'office'])
    expect(fields({ sheet: '17b' })).toEqual(['sheet'])
  })

  it('finds what was refused inside of a sheet', () => {
    expect(FIELDS['/filing/parties/guardian']).toBe('party-guardian')
    expect(FIELDS['/parties/guardian']).toBe('party-guardian')
  })

  it('is no sheet when somebody calls', () => {
    expect(sheetOf(form({ channel: 'phone' }))).toBeNull()
    expect(fields({ channel: 'phone', writtenOn: '' })).toEqual([])
  })

  it('names only the people who were named, and the incident it comes from', () => {
    const body = requestOf(
      form({
        incident: 'in-1',
        parties: {
          ...form().parties,
          guardian: { name: ' Elena ', relation: 'aunt', phone: '' },
        },
      }),
      '0001',
    )
    expect(body?.parties).toEqual({ guardian: { name: 'Elena', relation: 'aunt', phone: null } })
    expect(body?.incident).toBe('in-1')
    expect(requestOf(form(), '0001')).not.toHaveProperty('parties')
  })

  it('tells by e-mail where there is one, unless another way was chosen', () => {
    const notices = (change: Partial<RegisterForm>) =>
      requestOf(form(change), '0001')?.filer.notices
    expect(notices({})).toBe('page')
    expect(notices({ email: 'rosa@persona.example' })).toBe('email')
    expect(notices({ email: 'rosa@persona.example', notices: 'desk' })).toBe('desk')
    expect(fields({ notices: 'sms' })).toEqual(['phone'])
  })
})
