/** Invented public bodies and services for looking at screens. Not shipped. */
import type { CatalogueHits, Entity, KindOption, Service, Term } from '../../api/types'

const pe: Term = { length: 30, unit: 'working_days', source: 'DS 007-2020-PCM, art. 11' }
const cl: Term = { length: 20, unit: 'working_days', source: 'Ley 19.880, art. 24' }
const br: Term = { length: 30, unit: 'calendar_days', source: 'Lei 13.460/2017, art. 16' }

function kinds(term: Term): KindOption[] {
  return [
    { kind: 'complaint', term, is_anonymous_allowed: false },
    { kind: 'service_request', term, is_anonymous_allowed: true },
    { kind: 'query', term, is_anonymous_allowed: true },
    { kind: 'suggestion', term: null, is_anonymous_allowed: true },
    { kind: 'praise', term: null, is_anonymous_allowed: true },
  ]
}

const noSummary = { short_name: null, is_demonstration: true, parent: null }

export const entities: Entity[] = [
  {
    ...noSummary,
    number: '0001',
    name: 'Municipalidad Distrital de Nuevo Horizonte',
    level: 'local',
    country: 'PE',
    zone: 'America/Lima',
    languages: ['es'],
    pack: 'pe-libro',
    kinds: kinds(pe),
    offices: [
      { id: 'of-1', name: 'Sede central', address: 'Jr. Los Cedros 120' },
      { id: 'of-2', name: 'Agencia Norte', address: 'Av. Túpac Amaru 3400' },
    ],
    units: [
      {
        id: 'un-1',
        name: 'Subgerencia de Alumbrado',
        functions: 'Postes y luminarias',
        head: 'Rosa Huamán',
        contact: null,
      },
      {
        id: 'un-2',
        name: 'Gerencia de Limpieza Pública',
        functions: 'Recojo de residuos',
        head: 'Luis Paredes',
        contact: null,
      },
      {
        id: 'un-3',
        name: 'Registro Civil',
        functions: 'Partidas y certificados',
        head: null,
        contact: null,
      },
    ],
  },
  {
    ...noSummary,
    number: '0002',
    name: 'Municipalidad de Los Aromos',
    level: 'local',
    country: 'CL',
    zone: 'America/Santiago',
    languages: ['es'],
    pack: 'cl-oirs',
    kinds: kinds(cl),
    offices: [{ id: 'of-3', name: 'Oficina de Informaciones', address: 'Av. Grecia 8735' }],
    units: [
      { id: 'un-4', name: 'Dirección de Operaciones', functions: null, head: null, contact: null },
    ],
  },
  {
    ...noSummary,
    number: '0003',
    name: 'Prefeitura de Porto Sereno',
    short_name: 'Porto Sereno',
    level: 'local',
    country: 'BR',
    zone: 'America/Sao_Paulo',
    languages: ['pt-BR'],
    pack: 'br-156',
    kinds: kinds(br),
    offices: [],
    units: [
      {
        id: 'un-5',
        name: 'Secretaria de Serviços Urbanos',
        functions: null,
        head: null,
        contact: null,
      },
    ],
  },
]

const ref = (index: number) => {
  const { number, name } = entities[index] ?? entities[0] ?? { number: '0001', name: '' }
  return { number, name }
}

export const services: (Service & { words: string })[] = [
  {
    id: 'sv-1',
    code: 'AL-01',
    name: 'Reparar una luminaria apagada',
    theme: 'Alumbrado',
    subject: 'Postes',
    summary: 'La luz de la calle no prende o parpadea.',
    kind: 'service_request',
    term: { ...pe, length: 5 },
    entity: ref(0),
    version: 3,
    description: 'Una cuadrilla revisa el poste y cambia la lámpara o el cableado.',
    requirements: null,
    place: 'required',
    unit: 'Subgerencia de Alumbrado',
    source_url: null,
    words: 'poste luz luminaria foco farola alumbrado oscuro calle apagada',
    questions: [
      {
        id: 'poste',
        label: '¿Qué le pasa a la luz?',
        help: null,
        type: 'choice',
        is_required: true,
        options: [
          { value: 'off', label: 'No prende' },
          { value: 'blink', label: 'Parpadea' },
          { value: 'day', label: 'Está prendida de día' },
        ],
      },
      {
        id: 'numero',
        label: 'Número del poste',
        help: 'Está en una placa de metal, a la altura de los ojos.',
        type: 'text',
        is_required: false,
        options: [],
      },
      {
        id: 'peligro',
        label: '¿Hay cables sueltos?',
        help: null,
        type: 'yes_no',
        is_required: true,
        options: [],
      },
    ],
  },
  {
    id: 'sv-2',
    code: 'LP-04',
    name: 'Recoger basura acumulada en la calle',
    theme: 'Limpieza',
    subject: 'Residuos',
    summary: 'Bolsas, muebles o desmonte en la vía pública.',
    kind: 'service_request',
    term: { ...pe, length: 3 },
    entity: ref(0),
    version: 1,
    description: null,
    requirements: null,
    place: 'required',
    questions: [],
    unit: 'Gerencia de Limpieza Pública',
    source_url: null,
    words: 'basura bolsas residuos desmonte camión limpieza recojo',
  },
  {
    id: 'sv-3',
    code: 'RC-02',
    name: 'Copia de partida de nacimiento',
    theme: 'Registro civil',
    subject: 'Partidas',
    summary: 'Pedir una copia certificada.',
    kind: 'query',
    term: pe,
    entity: ref(0),
    version: 2,
    description: null,
    requirements: 'Nombre completo y fecha de nacimiento.',
    place: 'none',
    questions: [],
    unit: 'Registro Civil',
    source_url: null,
    words: 'partida acta nacimiento copia registro civil',
  },
  {
    id: 'sv-4',
    code: 'BR-156-7',
    name: 'Tapar um buraco na rua',
    theme: 'Vias',
    subject: 'Pavimento',
    summary: 'Buraco ou afundamento no asfalto.',
    kind: 'service_request',
    term: { ...br, length: 15 },
    entity: ref(2),
    version: 1,
    description: null,
    requirements: null,
    place: 'required',
    questions: [],
    unit: 'Secretaria de Serviços Urbanos',
    source_url: null,
    words: 'buraco rua asfalto cratera tapa',
  },
]

/** Without what only the whole entity has. */
export function summaryOf(entity: Entity): CatalogueHits['entities'][number]['entity'] {
  const {
    number,
    name,
    short_name,
    level,
    country,
    zone,
    languages,
    pack,
    is_demonstration,
    parent,
  } = entity
  return {
    number,
    name,
    short_name,
    level,
    country,
    zone,
    languages,
    pack,
    is_demonstration,
    parent,
  }
}
