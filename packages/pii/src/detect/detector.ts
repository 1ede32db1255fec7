/** Runs the finders over a text and keeps, where two findings overlap, the surer one. */
import { createBirthDateFinder } from './birth-date.ts'
import { CARD_RULES, IMEI_RULES } from './card.ts'
import { createCredentialFinder } from './credential.ts'
import { cryptoFinder } from './crypto-address.ts'
import { type Detection, type Emit, type Finder, type Finding, type Kind, RANK, type Settings } from './detection.ts'
import { createDictionary } from './dictionary.ts'
import { emailFinder } from './email.ts'
import { ibanFinder } from './iban.ts'
import type { IdRule } from './id-rule.ts'
import { createIpFinder } from './ip.ts'
import { macFinder } from './mac.ts'
import { NAMED_RULES } from './named-number.ts'
import { createNumberFinder } from './numbers.ts'
import { createPhoneFinder } from './phone.ts'
import { type Recogniser, toFinder } from './recogniser.ts'
import { type Scan, scan } from './scan.ts'
import { createUrlFinder } from './url.ts'
import { createUsernameFinder } from './username.ts'

/** What a detector looks for. */
export interface DetectOptions {
  /** Names of the types to look for (`EMAIL`, `US_SSN`). Default: all. */
  types?: readonly string[]
  /**
   * Countries (ISO 3166 alpha-2, upper case) whose issued numbers are looked for, and whose phone numbers count without separators or a
   * word that names them (`081234567890`). Default: the issued numbers of all countries; such phone numbers only with a word.
   */
  regions?: readonly string[]
  /** Recognisers of your own; they win where they overlap with others. Default none. */
  recognisers?: readonly Recogniser[]
  /** Values that are never reported, such as your own support address; upper and lower case are the same. Default none. */
  allow?: readonly string[]
  /**
   * Whether a text that is nothing but one value counts by its form, as the value of a form's field does: `K0123456` is a passport then, a
   * plain URL a page that somebody visited. Pass false where such texts are ids of your own, as in most logs. Default true.
   */
  alone?: boolean
}

/** Finds personal data in a text: sorted by start, without overlaps. */
export type Detect = (text: string) => Detection[]

const MAKERS = [
  createPhoneFinder,
  createIpFinder,
  createUrlFinder,
  createCredentialFinder,
  createUsernameFinder,
  createBirthDateFinder,
]
const FINDERS: readonly Finder[] = [emailFinder, ibanFinder, macFinder, cryptoFinder]

/** Makes a detector of the given rules; `createDetector` gives it all that are known. */
export function detectorOf(issued: readonly IdRule[], options: DetectOptions = {}): Detect {
  const { types, regions, recognisers = [], allow = [], alone = true } = options
  const wanted = types === undefined ? null : new Set(types)
  const countries = regions === undefined ? null : new Set(regions)
  const isWanted = ({ type }: Kind) => wanted === null || wanted.has(type)
  const rules = [
    ...CARD_RULES,
    ...IMEI_RULES,
    ...NAMED_RULES,
    ...issued.filter((rule) => isOf(rule, countries)),
  ].filter(isWanted)
  const dictionary = createDictionary()
  const own = recognisers.map((recogniser) => toFinder(recogniser, dictionary))
  const made = [...MAKERS.map((make) => make(dictionary)), createNumberFinder(rules, dictionary)]
  const finders = [...FINDERS, ...made, ...own].filter((finder) => finder.kinds.some(isWanted))
  const allowed = new Set(allow.map((value) => value.toLowerCase()))
  const settings: Settings = { alone, regions: countries }
  return (text) => {
    if (text.length < 3) return []
    const seen = scan(text, dictionary)
    const findings: Finding[] = []
    const emit: Emit = (kind, start, end, rank, distance = Number.POSITIVE_INFINITY) => {
      if (wanted === null || wanted.has(kind.type))
        findings.push({ start, end, category: kind.category, type: kind.type, rank, distance })
    }
    for (const finder of isBarren(seen) ? own : finders) finder.find(seen, emit, settings)
    if (findings.length === 0) return []
    const result = settle(findings).map(({ start, end, category, type }) => ({ start, end, category, type }))
    return allowed.size === 0
      ? result
      : result.filter(({ start, end }) => !allowed.has(text.slice(start, end).toLowerCase()))
  }
}

/** Nothing there that the finders begin at. */
function isBarren({ words, longWords, signs, colons, dashes, hasTrigger }: Scan): boolean {
  return !hasTrigger && words.length + longWords.length + signs.length + colons.length + dashes.length === 0
}

/** Rules of a chosen country, and those of none. */
function isOf({ type }: IdRule, countries: ReadonlySet<string> | null): boolean {
  return (
    countries === null ||
    type.charAt(2) !== '_' ||
    countries.has(type.slice(0, 2)) ||
    (type.startsWith('UK_') && countries.has('GB'))
  )
}

/** Of findings that overlap, the surest; then the longer; then the one whose name is nearer. */
function settle(findings: Finding[]): Finding[] {
  findings.sort((one, other) => one.start - other.start || other.end - one.end)
  const kept: Finding[] = []
  for (const finding of findings) {
    let isBeaten = false
    for (let last = kept.at(-1); last !== undefined && last.end > finding.start; last = kept.at(-1)) {
      if (!isSurer(finding, last)) {
        isBeaten = true
        break
      }
      kept.pop()
    }
    if (!isBeaten) kept.push(finding)
  }
  return kept
}

function isSurer(one: Finding, other: Finding): boolean {
  if (one.rank !== other.rank) return one.rank > other.rank
  if (one.rank !== RANK.named && one.rank !== RANK.checkedNamed) return one.end - one.start > other.end - other.start
  if (one.distance !== other.distance) return one.distance < other.distance
  return one.end - one.start > other.end - other.start
}
