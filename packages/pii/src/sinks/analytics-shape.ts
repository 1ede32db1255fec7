/** What analytics libraries add to events by themselves, and how each of it is cleaned, by name. */
import { DEPTH_LIMIT } from '../schema-node.ts'
import { isPseudonym } from './pseudonym.ts'
import { EXCEPTION } from './sentry-shape.ts'
import { cleanNamed, cleanPart, type Fields, isFields, type Part, type Special } from './shape.ts'
import { isUrlName } from './url.ts'

/** What becomes of words that people read or typed. */
export type Texts = 'drop' | 'clean'

/** Ids of browsers, sessions and messages, keys of projects: without them a vendor takes no event. Only where the vendor puts them. */
const PROTOCOL = new Set([
  ...['token', 'api_key', 'uuid', 'insert_id', '$insert_id', 'event', 'event_type', 'timestamp', 'time', '$unset'],
  ...['device_id', '$device_id', 'session_id', '$session_id', '$window_id', 'client_id'],
])

/** Ids of persons. One that is an address or a number goes. */
const PERSON_IDS = new Set([
  ...['distinct_id', '$distinct_id', '$anon_distinct_id', 'userId', 'anonymousId', 'previousId', 'groupId', 'user_id'],
  ...['$user_id', 'alias'],
])

/** Words that people read or typed: titles of pages, texts of elements, what was searched for. */
const SPOKEN =
  /(?:^|[_.$ ])(?:page_?title|title|el_?text|element ?text|(?:ph_|mp_)?keyword|search_?terms?|aria_?label)$/i
const ELEMENT_WORDS = new Set([
  'tag_name',
  'classes',
  'attr__class',
  'attr__id',
  'attr__type',
  'nth_child',
  'nth_of_type',
])
const CHAIN_TEXT = /(?:text|href|attr__[\w-]{1,64})="(?:[^"\\]|\\.)*"/g

/** The part of a property by its name, on any level. */
function propertyPart(name: string, texts: Texts): Part | null {
  const spoken = texts === 'drop' ? 'drop' : 'text'
  if (PERSON_IDS.has(name)) return personId
  if (/^\$?ip$/.test(name)) return 'drop'
  if (/(?:^|_)search$/.test(name))
    return (value, path, scrubber) => cleanPart(isQuery(value) ? 'query' : spoken, value, path, scrubber)
  if (SPOKEN.test(name)) return spoken
  if (isUrlName(name)) return 'url'
  return special(name, spoken, texts)
}

function special(name: string, spoken: Part, texts: Texts): Part | null {
  switch (name) {
    case '$elements':
      return { each: element(spoken) }
    case '$elements_chain':
      return (value, path, scrubber) =>
        typeof value === 'string'
          ? scrubber.text(texts === 'drop' ? value.replace(CHAIN_TEXT, '') : value, path)
          : undefined
    case '$exception_list':
      return { each: EXCEPTION }
    case '$heatmap_data':
      return urlKeys
    case '$initial_person_info':
      return { fields: { r: 'url', u: 'url' } }
    case '$snapshot_data':
    case '$snapshot_bytes':
      return 'pass'
    default:
      return null
  }
}

function element(spoken: Part): Special {
  const partOf = (name: string): Part => {
    if (ELEMENT_WORDS.has(name)) return 'word'
    return /^attr__(?:href|src|action)$/.test(name) ? 'url' : spoken
  }
  return (value, path, scrubber) =>
    isFields(value) ? cleanNamed(value, { partOf }, path, scrubber) : scrubber.data(value, path)
}

const personId: Special = (value, path, scrubber) => {
  const id = typeof value === 'number' ? String(value) : value
  if (isPseudonym(id)) return value
  scrubber.report({ path, category: 'user.unique_id', why: 'tagged' })
  return undefined
}

/** A record whose keys are addresses of pages. */
const urlKeys: Special = (value, path, scrubber) => {
  if (!isFields(value)) return undefined
  return Object.fromEntries(
    Object.entries(value).map(([url, data]) => [
      scrubber.url(url, `${path}<key>`),
      cleanPart('word', data, path, scrubber),
    ]),
  )
}

function isQuery(value: unknown): boolean {
  return typeof value === 'string' && (value.startsWith('?') || value.includes('='))
}

/**
 * Properties, and records of properties inside them. A record under a name that the redactor knows goes as a whole.
 *
 * @param isOuter true where the vendor puts its own ids beside the app's properties
 */
function properties(texts: Texts, isOuter = false): Special {
  const partOf = (name: string, inner: unknown) => propertyPart(name, texts) ?? nested(name, inner)
  const clean: Special = (value, path, scrubber) => {
    if (path.split('.').length > DEPTH_LIMIT || !isContainer(value)) return scrubber.data(value, path)
    if (Array.isArray(value)) return cleanPart({ each: clean }, value, path, scrubber)
    return cleanNamed(value, { partOf, spells }, path, scrubber)
  }
  const nested = (name: string, inner: unknown): Part | null => {
    if (!isContainer(inner)) return null
    return (value, path, scrubber) =>
      scrubber.field(name, PROBE, path) === PROBE ? clean(value, path, scrubber) : scrubber.field(name, value, path)
  }
  if (!isOuter) return clean
  const outer = {
    partOf: (name: string, inner: unknown) => (PROTOCOL.has(name) ? 'word' : partOf(name, inner)),
    spells,
  }
  return (value, path, scrubber) =>
    isFields(value) ? cleanNamed(value, outer, path, scrubber) : scrubber.data(value, path)
}

/** Names that a report may spell out. */
const KNOWN = new Set([
  ...[
    '$current_url',
    '$referrer',
    '$pathname',
    '$initial_current_url',
    '$initial_referrer',
    '$initial_pathname',
    '$ip',
    'ip',
  ],
  ...[
    'url',
    'path',
    'search',
    'referrer',
    'title',
    'page_location',
    'page_referrer',
    'page_title',
    '$el_text',
    '$elements',
  ],
  ...['$elements_chain', '$exception_list', '$heatmap_data'],
])
const spells = (name: string) => KNOWN.has(name) || PERSON_IDS.has(name) || PROTOCOL.has(name)

/** Under a name that the redactor does not know it stays what it is. */
const PROBE = 'x'

/** Something with names in it, or a list of such. */
function isContainer(value: unknown): value is object {
  return Array.isArray(value) || isFields(value)
}

/** An event of PostHog, as `before_send` gets it. */
export function posthogShape(texts: Texts): Fields {
  const fields = { properties: properties(texts, true), $set: properties(texts), $set_once: properties(texts) }
  return { fields: { ...wordsOf('event uuid timestamp $unset'), ...fields } }
}

/** An event of Segment or RudderStack, of any type. */
export function segmentShape(texts: Texts): Fields {
  const own = properties(texts)
  const context: Fields = {
    fields: {
      ...wordsOf('library campaign userAgent userAgentData locale timezone os screen network app'),
      page: own,
      traits: own,
      ip: 'drop',
    },
  }
  const ids = { userId: personId, anonymousId: personId, previousId: personId, groupId: personId }
  return {
    fields: {
      ...wordsOf(
        'type event messageId channel timestamp originalTimestamp sentAt integrations writeKey _metadata version',
      ),
      ...{ ...ids, properties: own, traits: own, context },
    },
  }
}

/** An event of any other library: its ids stand at the top, or beside its properties. */
export function eventShape(texts: Texts): Special {
  const outer = properties(texts, true)
  return (value, path, scrubber) => {
    if (!isFields(value) || !isFields(value.properties)) return outer(value, path, scrubber)
    const { properties: inner, ...rest } = value
    const top = outer(rest, path, scrubber)
    return isFields(top) ? { ...top, properties: outer(inner, `${path}.properties`, scrubber) } : undefined
  }
}

function wordsOf(names: string): Readonly<Record<string, Part>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, 'word']))
}
