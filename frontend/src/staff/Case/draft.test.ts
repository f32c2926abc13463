import { beforeEach, describe, expect, it } from 'vitest'
import type { StaffCase } from '../../api/types'
import { due, rows, staffCase } from '../../testing/mock-server/cases'
import { type Draft, answered, blanksIn, bodyOf, needsBasis, placesOf, reviewErrors } from './draft'

const number = rows.find(({ state }) => state === 'in_progress')?.number ?? ''
let item: StaffCase
beforeEach(() => {
  const found = staffCase(number)
  if (!found) throw new Error('the sample case is gone')
  item = {
    ...found,
    due: due(3),
    reasoned: ['denied', 'partially_accepted'],
    points: [
      { n: 1, text: 'Nobody was at the counter' },
      { n: 2, text: 'The form is out of date' },
    ],
  }
})

const draft = (change: Partial<Draft> = {}): Draft => ({
  outcome: 'accepted',
  text: 'You are right, and we are sorry.',
  basis: '',
  ground: '',
  points: { 1: 'Two people are there now.', 2: 'The new form is on our page.' },
  lateReason: '',
  measures: [],
  ...change,
})
const fields = (change: Partial<Draft>) =>
  reviewErrors(item, draft(change)).map(({ field }) => field)

describe('an answer before it is reviewed (anchors 8)', () => {
  it('has nothing to check when all is said', () => {
    expect(fields({})).toEqual([])
  })

  it('gives its reasons where it says no', () => {
    expect(fields({ outcome: 'denied' })).toEqual(['draft-basis'])
    expect(needsBasis({ ...item, reasoned: ['informed'] }, 'informed')).toBe(true)
  })

  it('names a ground where the regime has them', () => {
    item = {
      ...item,
      refusal_grounds: [{ code: 'secret', title: 'Secret', source: 'Law 1' }],
    }
    expect(fields({ outcome: 'denied', basis: 'Article 1' })).toEqual(['draft-ground'])
    expect(fields({ outcome: 'accepted' })).toEqual([])
  })

  it('says something to every point', () => {
    expect(fields({ points: { 1: 'Done' } })).toEqual(['draft-point-2'])
    expect(answered(item, draft({ points: { 1: 'Done', 2: '  ' } }))).toBe(1)
  })

  it('leaves no blank of a template', () => {
    expect(blanksIn('On {{date}} {{who}} came, and {{date}} again')).toEqual([
      '{{date}}',
      '{{who}}',
    ])
    expect(fields({ text: 'We came on {{date}}.' })).toEqual(['draft-text'])
  })

  it('says of every step who does it and until when', () => {
    const measures = [{ text: 'Print the new form', owner: null, due_on: null }]
    expect(fields({ measures })).toEqual(['measure-owner-0', 'measure-due-0'])
  })

  it('says what will be done where it promises something', () => {
    item = { ...item, with_measures: ['accepted'] }
    expect(fields({})).toEqual(['measures'])
  })

  it('says why it is late, once the date has passed', () => {
    item = { ...item, due: due(-2) }
    expect(fields({})).toEqual(['draft-late'])
    expect(fields({ lateReason: 'The archive was closed.' })).toEqual([])
  })

  it('is sent without what does not belong to it', () => {
    const body = bodyOf(item, draft({ ground: 'secret', lateReason: 'none' }), 'save')
    expect(body).toEqual({
      outcome: 'accepted',
      text: 'You are right, and we are sorry.',
      points: [
        { n: 1, text: 'Two people are there now.' },
        { n: 2, text: 'The new form is on our page.' },
      ],
      measures: [],
      step: 'save',
    })
    expect(bodyOf(item, draft({ outcome: null }), 'save')).toBeNull()
  })

  it('leads each refused part to its field', () => {
    const places = placesOf(item, draft({ measures: [{ text: 'x', owner: null, due_on: null }] }))
    expect(places['/points/2']).toBe('draft-point-2')
    expect(places['/measures/0/owner']).toBe('measure-owner-0')
  })
})
