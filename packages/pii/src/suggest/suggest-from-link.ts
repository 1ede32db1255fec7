/** Fields that point to a row: the id of a person is a pseudonym (GDPR 4(5)), the id of a product is about nobody. */
import { settingOf } from './context.ts'
import { THINGS } from './context-words.ts'
import { AMBIGUOUS_TARGETS, ID_WORDS, IMPERSONAL_BY } from './name-words.ts'
import { conceptOf, type Reading } from './reading.ts'
import { nonPersonalGuess, personalGuess, type Suggestion } from './suggestion.ts'
import { hasWord, wordsOf } from './words.ts'

const PERSON_ID = { category: 'user.unique_id', kind: 'pseudonym' } as const
const ROW_ID = new Set(['id', 'uuid', 'guid', 'oid', 'ulid', 'pk'])
const LOUD_ID = new Set([...ROW_ID, 'ids', 'fk', 'ref'])

/** Null: it points somewhere, and nobody can say to what. Undefined: it is no pointer. */
export function suggestFromLink(reading: Reading): Suggestion | null | undefined {
  const { field, words, context, match } = reading
  if (field.references !== undefined) return fromReference(field.references, reading)
  // `tax_id`, `device_id`: the words together say more than their last one
  if (match !== null && match.after.length === 0 && match.concept.kind !== 'quasi') return undefined
  const all = wordsOf(field.name)
  if (all.length === 1 && ROW_ID.has(all[0] ?? '')) return ownId(reading)
  if (isDoneBy(words) && reading.shape !== 'boolean')
    return personalGuess({
      ...PERSON_ID,
      confidence: reading.shape === 'number' || reading.shape === 'uuid' ? 0.85 : 0.75,
      because: 'says who did it',
    })
  // `cli_id` in `clientes`
  if (
    reading.prefix !== null &&
    settingOf([reading.prefix]) === 'unknown' &&
    words.every((word) => hasWord(ID_WORDS, word))
  )
    return personalGuess({
      ...PERSON_ID,
      confidence: 0.85,
      because: `the key of "${context.by}", which is about people`,
    })
  const target = targetOf(all)
  if (target === null || isLookup(target)) return undefined
  if (target.some((word) => AMBIGUOUS_TARGETS.has(word))) return null
  // OAuth calls a program a client
  if (target.length === 1 && target[0] === 'client')
    return personalGuess({
      ...PERSON_ID,
      confidence: 0.62,
      because: 'points to a person, or to a program',
    })
  if (settingOf(target) === 'person')
    return personalGuess({ ...PERSON_ID, confidence: 0.92, because: 'points to a person' })
  if (target.every((word) => hasWord(THINGS, word))) return nonPersonalGuess(0.7, 'points to a thing')
  return context.setting === 'person' && EXTERNAL.has(target.join(''))
    ? personalGuess({
        ...PERSON_ID,
        confidence: 0.8,
        because: 'an id that somebody else gave a person',
      })
    : LOUD_ID.has(all.at(-1) ?? '') || LOUD_ID.has(all[0] ?? '')
      ? null
      : undefined
}

/** `created_by`, `created_by_id`. */
function isDoneBy(words: readonly string[]): boolean {
  const at = words.lastIndexOf('by')
  return (
    at > 0 &&
    words.length - at <= 2 &&
    isDeed(words[at - 1] ?? '') &&
    words.slice(at + 1).every((word) => hasWord(ID_WORDS, word))
  )
}

/** A past participle, and one of what people do: `due_by` and `sort_by` are none. */
function isDeed(word: string): boolean {
  return (word.endsWith('ed') || IRREGULAR_DEEDS.has(word)) && !IMPERSONAL_BY.has(word)
}

const IRREGULAR_DEEDS = new Set([
  'made',
  'written',
  'sent',
  'sold',
  'paid',
  'bought',
  'taken',
  'given',
  'drawn',
  'done',
  'led',
  'run',
  'held',
])

const EXTERNAL = new Set([
  'external',
  'google',
  'facebook',
  'apple',
  'github',
  'twitter',
  'linkedin',
  'microsoft',
  'discord',
  'telegram',
  'slack',
  'auth',
  'oauth',
  'provideraccount',
  'sso',
  'stripe',
  'clerk',
  'firebase',
  'supabase',
  'cognito',
  'keycloak',
])

function fromReference(table: string, { context }: Reading): Suggestion | null | undefined {
  const words = wordsOf(table)
  const setting = settingOf(words)
  if (setting === 'person')
    return personalGuess({
      ...PERSON_ID,
      confidence: 0.95,
      because: `a foreign key to "${table}", which is about people`,
    })
  // `country_id` of a customer says where they live, whatever it points to
  if (isLookup(words) || setting === 'unknown') return undefined
  if (setting === 'near') return null
  // of a person, even the key of a thing may say something
  return nonPersonalGuess(
    context.setting === 'person' ? 0.5 : 0.75,
    `a foreign key to "${table}", which is about things`,
  )
}

/** A pointer to a list of attributes: country, gender, religion. */
function isLookup(target: readonly string[]): boolean {
  const concept = conceptOf(target)
  return (
    concept !== undefined &&
    (concept.kind === 'quasi' || concept.kind === 'sensitive') &&
    concept.category !== 'user.contact.organization'
  )
}

function ownId({ context }: Reading): Suggestion | null {
  if (context.setting === 'person')
    return personalGuess({
      ...PERSON_ID,
      confidence: 0.85,
      because: `the key of "${context.by}", which is about people`,
    })
  return context.setting === 'thing' ? nonPersonalGuess(0.7, `the key of "${context.by}", which is about things`) : null
}

/** `user_id`, `id_user`, `kundennummer` apart: what the id is of. */
function targetOf(words: readonly string[]): string[] | null {
  const last = words.at(-1) ?? ''
  const first = words[0] ?? ''
  if (words.length < 2) return fused(last)
  if (LOUD_ID.has(last)) return words.slice(0, -1)
  if (hasWord(ID_WORDS, first) && !hasWord(THINGS, first)) return words.slice(1)
  return hasWord(ID_WORDS, last) ? words.slice(0, -1) : null
}

function fused(word: string): string[] | null {
  const [, target] = /^([a-z]{3,})(?:id|uuid|nummer|nr)$/.exec(word) ?? []
  return target === undefined ? null : [target]
}
