/** Every address of the citizen pages. */

/** The questions of the intake, in the order in which they can come. */
export const STEPS = [
  'story',
  'about',
  'search',
  'body',
  'kind',
  'where',
  'questions',
  'papers',
  'you',
  'check',
] as const
export type Step = (typeof STEPS)[number]

export const paths = {
  home: '/',
  step: (step: Step, query = '') => `/start/${step}${query}`,
  done: (number: string) => `/done/${number}`,
  track: '/track',
  case: (number: string) => `/c/${number}`,
} as const

/** Whether a piece of an address is one of our questions. */
export function isStep(name: string): name is Step {
  return STEPS.some((step) => step === name)
}
