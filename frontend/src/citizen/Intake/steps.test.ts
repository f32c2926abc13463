import { describe, expect, it } from 'vitest'
import { entities, services } from '../../testing/mock-server/catalogue'
import { type Draft, emptyDraft } from './draft'
import { allowedStep, neighbours, progressOf, stepsOf } from './steps'

const [town] = entities
const [lamp, rubbish, record] = services
const draft = (part: Partial<Draft>): Draft => ({
  ...emptyDraft(),
  story: 'The light is out',
  entity: town ?? null,
  ...part,
})

describe('the questions', () => {
  it('are as few as possible when a service is known that needs no place', () => {
    expect(stepsOf(draft({ service: record ?? null }))).toEqual([
      'story',
      'about',
      'papers',
      'you',
      'check',
    ])
  })

  it('ask for the place and what the service needs', () => {
    expect(stepsOf(draft({ service: lamp ?? null }))).toEqual([
      'story',
      'about',
      'where',
      'questions',
      'papers',
      'you',
      'check',
    ])
    expect(stepsOf(draft({ service: rubbish ?? null }))).not.toContain('questions')
  })

  it('ask for the body and the wish when no service is chosen', () => {
    expect(stepsOf(draft({}))).toEqual([
      'story',
      'about',
      'body',
      'kind',
      'where',
      'papers',
      'you',
      'check',
    ])
  })

  it('are never more than seven before the check', () => {
    for (const service of [null, ...services])
      expect(stepsOf(draft({ service })).length - 1).toBeLessThanOrEqual(7)
  })
})

describe('an address ahead of the answers', () => {
  it('leads back to the first open question', () => {
    expect(allowedStep(emptyDraft(), 'check')).toBe('story')
    expect(allowedStep(draft({ entity: null }), 'check')).toBe('body')
    expect(allowedStep(draft({ service: lamp ?? null }), 'check')).toBe('where')
    expect(allowedStep(draft({ service: lamp ?? null, placeText: 'Here' }), 'you')).toBe(
      'questions',
    )
  })

  it('is followed when everything before it is answered', () => {
    expect(allowedStep(draft({ service: record ?? null }), 'you')).toBe('you')
  })
})

it('counts questions without the check page', () => {
  expect(progressOf(draft({ service: record ?? null }), 'you')).toEqual({ n: 4, of: 4 })
  expect(neighbours(draft({ service: record ?? null }), 'about')).toEqual({
    previous: 'story',
    next: 'papers',
  })
})
