import sprite from './icons.svg'

/** A glyph beside a word. Always hidden from readers: the word says it. */
export function Icon({ name, isLarge = false }: { name: string; isLarge?: boolean }) {
  return (
    <svg class={isLarge ? 'icon-large' : 'icon'} aria-hidden="true" focusable="false">
      <use href={`${sprite}#${name}`} />
    </svg>
  )
}
