/** Downloads the words of one language for the staff pages. */
import type { Loader } from '../words'

export const staffWords: Loader = async (language) => {
  switch (language) {
    case 'es': {
      const [shared, own] = await Promise.all([
        import('../words/shared/es'),
        import('../words/staff/es'),
      ])
      return { parts: [shared.es, own.es], variants: shared.variants }
    }
    case 'pt-BR': {
      const [shared, own] = await Promise.all([
        import('../words/shared/pt-BR'),
        import('../words/staff/pt-BR'),
      ])
      return { parts: [shared.ptBR, own.ptBR] }
    }
    case 'en': {
      const [shared, own] = await Promise.all([
        import('../words/shared/en'),
        import('../words/staff/en'),
      ])
      return { parts: [shared.en, own.en] }
    }
  }
}
