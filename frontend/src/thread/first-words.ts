/** The longest heading made from a story, in characters. */
const LONGEST = 80

/** The first sentence of a story, short enough for a heading. */
export function firstWords(story: string): string {
  const sentence = /^[^.!?\n]+/.exec(story.trim())?.[0] ?? story
  if (sentence.length <= LONGEST) return sentence
  return `${sentence.slice(0, LONGEST).replace(/\s+\S*$/, '')}…`
}
