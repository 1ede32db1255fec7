/** Fields whose name has a known word in it: how sure that makes, after the words around it and the type have spoken. */
import type { Concept } from './concept.ts'
import type { Context, Setting } from './context.ts'
import { NEAR_PEOPLE, PEOPLE, THINGS } from './context-words.ts'
import { ABOUT, NAME_WORDS, namesMoment, QUALIFIERS, SEALED, VERBS } from './name-words.ts'
import type { Match, Reading } from './reading.ts'
import { nonPersonalGuess, personalGuess, type Suggestion } from './suggestion.ts'
import { hasWord } from './words.ts'

/** Null: no concept in the name, or nothing that can be said of it. */
export function suggestFromConcept(reading: Reading): Suggestion | null {
  const { match, context } = reading
  if (match === null) return null
  const { concept } = match
  if (isStatus(match)) return null
  const other = ruledOut(reading, match)
  if (other !== undefined) return other
  const isSealed = [...match.before, ...match.after].some((word) => SEALED.has(word)) && concept.kind !== 'sensitive'
  const isVeiled = match.before.some((word) => VEILED.has(word))
  return personalGuess({
    category: concept.category,
    kind: isSealed ? 'pseudonym' : concept.kind,
    confidence:
      sureness(concept, context.setting) * wordFactor(match) * (isVeiled ? 0.7 : 1) * shapeFactor(reading, concept),
    because: `reads as ${concept.what}${isSealed ? ', hashed or sealed: still personal' : ''}${told(context, concept)}`,
  })
}

// whoever named the field says that not all of it is there
const VEILED = new Set(['anonymized', 'anonymised', 'masked', 'truncated', 'redacted'])

/** What is around the field is told where it made a difference. */
function told({ setting, by }: Context, { sure: [people, anywhere] }: Concept): string {
  if (setting === 'thing') return `, though "${by}" is about things`
  if (setting === 'unknown' || people - anywhere < 0.1) return ''
  return setting === 'person' ? `; "${by}" is about people` : `; "${by}" goes with people`
}

/** `state` alone may be a province; `order_state` is a status. */
function isStatus({ concept, before }: Match): boolean {
  return (
    concept.category === 'user.contact.address.state' &&
    before.some((word) => !hasWord(ADDRESS_PREFIX, word) && !hasWord(PEOPLE, word))
  )
}

const ADDRESS_PREFIX: ReadonlySet<string> = new Set([
  ...QUALIFIERS,
  'billing',
  'shipping',
  'delivery',
  'address',
  'mailing',
  'residence',
  'bill',
  'ship',
  'birth',
  'home',
])

/** What the type or the end of the name makes of the field instead; undefined when neither objects. */
function ruledOut({ shape }: Reading, { concept, before, after }: Match): Suggestion | null | undefined {
  const isSensitive = concept.kind === 'sensitive' && !concept.category.startsWith('user.authorization.')
  const about = after.find((word) => hasWord(ABOUT, word)) ?? before.slice(0, 1).find((word) => VERBS.has(word))
  const isMoment = shape === 'moment' || (shape === null && after.length > 0 && namesMoment(['', ...after]))
  if (isSensitive || concept.category === 'user.privacy_preferences') return undefined
  if (isMoment && !MOMENTS.has(concept.category)) return nonPersonalGuess(0.7, `a moment, not ${concept.what}`)
  if (shape === 'boolean') return nonPersonalGuess(0.7, `a boolean cannot be ${concept.what}`)
  if (about !== undefined && !MOMENTS.has(concept.category))
    return nonPersonalGuess(0.65, `"${about}" says something about ${concept.what}; it is not one`)
  const thing = after.find((word) => hasWord(THINGS, word) && !hasWord(PEOPLE, word) && !hasWord(QUALIFIERS, word))
  return thing === undefined ? undefined : null
}

const MOMENTS: ReadonlySet<string> = new Set(['user.demographic.date_of_birth', 'user.telemetry'])

function sureness({ sure }: Concept, setting: Setting): number {
  const [people, anywhere, things] = sure
  return { person: people, near: Math.max(anywhere, people * 0.95), unknown: anywhere, thing: things }[setting]
}

/** Words that the lists do not know make a name mean something else. */
function wordFactor({ concept, before, after }: Match): number {
  const isKnown = (word: string) =>
    isNameWord(concept, word) ||
    hasWord(QUALIFIERS, word) ||
    SEALED.has(word) ||
    POINTERS.has(word) ||
    hasWord(PEOPLE, word) ||
    hasWord(NEAR_PEOPLE, word)
  const strange = before.filter((word) => !isKnown(word))
  const things = strange.filter((word) => hasWord(THINGS, word)).length
  const unknown = strange.length - things
  const isDirect = concept.kind === 'direct' || concept.kind === 'sensitive'
  return (
    (isDirect ? 0.8 : 0.5) ** Math.min(things, 2) *
    (isDirect ? 0.95 : 0.85) ** Math.min(unknown, 3) *
    0.6 ** Math.min(after.filter((word) => !isKnown(word)).length, 3)
  )
}

const POINTERS = new Set(['id', 'ids', 'fk'])
// `full_name`, `account_holder_name`
const isNameWord = ({ category }: Concept, word: string) => category === 'user.name' && NAME_WORDS.has(word)

const WRITTEN: ReadonlySet<string> = new Set([
  'user.contact.email',
  'user.name',
  'user.account.username',
  'user.authorization.password',
  'user.authorization.credentials',
  'user.content.private',
  'user.content.public',
  'user.job_title',
  'user.contact.organization',
])
const IDS: ReadonlySet<string> = new Set([
  'user.unique_id.pseudonymous',
  'user.device.cookie_id',
  'user.device.device_id',
])

function shapeFactor({ shape }: Reading, { category }: Concept): number {
  switch (shape) {
    case 'number':
      return WRITTEN.has(category) ? 0.4 : 1
    case 'uuid':
      return IDS.has(category) ? 1 : 0.3
    case 'json':
      return 0.9
    case 'bytes':
      return 0.85
    default:
      return 1
  }
}
