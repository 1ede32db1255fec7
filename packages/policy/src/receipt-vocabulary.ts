/** Names that a receipt of consent is written in: W3C DPV 2.3 and what it builds on. The context stands in the document, so nothing is fetched. */

/** A node of JSON-LD. */
export interface JsonLd {
  readonly [member: string]: JsonLdValue
}
/** What a member of a node may be. */
export type JsonLdValue = string | number | boolean | JsonLd | readonly JsonLdValue[]

/** Members whose text is an IRI. */
const IRIS = [
  'dct:conformsTo',
  'dpv:hasDataController',
  'dpv:hasDataProcessor',
  'dpv:hasDataSubject',
  'dpv:hasJurisdiction',
  'dpv:hasLegalBasis',
  'dpv:hasLocation',
  'dpv:hasNecessity',
  'dpv:hasNotice',
  'dpv:hasProcess',
  'dpv:hasRecipient',
  'dpv:isExercisedAt',
  'dpv:isIndicatedBy',
  'schema:url',
  'skos:broader',
] as const
/** Members whose text is an instant. */
const INSTANTS = ['dct:created', 'dct:issued', 'dpv:isIndicatedAtTime'] as const

/** The context of every document. */
export const CONTEXT: JsonLd = {
  dct: 'http://purl.org/dc/terms/',
  dpv: 'https://w3id.org/dpv#',
  loc: 'https://w3id.org/dpv/loc#',
  pd: 'https://w3id.org/dpv/pd#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  schema: 'https://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  ...Object.fromEntries(IRIS.map((name) => [name, { '@type': '@id' }])),
  ...Object.fromEntries(INSTANTS.map((name) => [name, { '@type': 'xsd:dateTime' }])),
}

/** IRIs of the schemas that a document says to follow: ISO/IEC TS 27560:2023 as the DPV writes it. */
export const SCHEMAS = {
  record: 'https://w3id.org/dpv/schema/dpv-27560#record',
  receipt: 'https://w3id.org/dpv/schema/dpv-27560#receipt',
} as const

/** A text per language as language-tagged strings. */
export function taggedTexts(text: Readonly<Record<string, string | undefined>>): JsonLd[] {
  return Object.entries(text).flatMap(([language, value]) =>
    value === undefined ? [] : [{ '@value': value, '@language': language.toLowerCase() }],
  )
}

/** A place: a country or a part of one, by its ISO 3166 code. */
export const placeIri = (code: string): string => `loc:${code}`

/** So many days, from when consent was given or data collected (ISO 8601). */
export const daysNode = (days: number): JsonLd => ({
  '@type': 'dpv:TemporalDuration',
  'rdf:value': { '@value': `P${days}D`, '@type': 'xsd:duration' },
})

/** Until something happens. */
export const untilNode = (event: string): JsonLd => ({ '@type': 'dpv:UntilEventDuration', 'rdf:value': event })
