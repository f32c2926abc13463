/** Somebody of the staff, for tests of staff screens. */
import type { Me, Role } from '../api/types'

/** A person with one role in a unit, who may do what people of that role may. */
export function person(role: Role, may: string[] = ['listCases', 'countViews']): Me {
  return {
    id: 'p',
    name: 'Rosa Quispe',
    email: 'rosa@town.example',
    language: 'en',
    entity: { number: '0001', name: 'Town' },
    roles: [{ role, unit: { id: 'un-1', name: 'Street lights' } }],
    may,
  }
}
