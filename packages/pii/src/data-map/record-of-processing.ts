/** Fills the columns of GDPR Art. 30(1), one row per purpose. What neither policy nor options say stays null, and is shown as not declared. */
import { type Basis, findCategory, isWithinCategory, type Recipient } from '@privacykit/contract'
import type { DataMap } from './map.ts'
import type { PurposePart, RecordPolicy, RetentionPart } from './policy-part.ts'
import { covers } from './uses.ts'

export interface RecordOptions {
  /** Categories of people: for every purpose, or by the purpose's name. Default: not declared. */
  subjects?: readonly string[] | Readonly<Record<string, readonly string[]>>
  /** Security measures in general words (Art. 32(1), 30(1)(g)). Default: not declared. */
  security?: string
  /** BCP 47, for titles and reasons of the policy. Default: the policy's first locale, which also stands in for what is missing. */
  language?: string
}

/** Somebody who gets data, with what of it. */
export interface RecordRecipient {
  name: string
  role: Recipient['role']
  /** ISO 3166 code of country or region. */
  country: string
  /** Categories of the purpose that the recipient is declared to get. */
  categories: string[]
}

/** A recipient outside the controller's country, and outside the EEA when the controller is in it (Art. 44). */
export interface RecordTransfer {
  recipient: string
  country: string
  /** Null: not declared. An adequacy decision is one too: name it in the policy. */
  safeguard: string | null
}

/** A category that a purpose declares. */
export interface RecordCategory {
  category: string
  label: string
  /** Classified fields and columns that hold it. 0: the policy declares it, and the map found no such field. */
  fields: number
}

/** One purpose. */
export interface ProcessingRow {
  purpose: string
  title: string
  summary: string
  basis: Basis
  /** The law behind a legal obligation, or null. */
  law: string | null
  /** Null: not declared. */
  subjects: string[] | null
  categories: RecordCategory[]
  recipients: RecordRecipient[]
  transfers: RecordTransfer[]
  /** The time limit for erasure, with the rule's name and its reason as one text. Null: not declared. */
  erasure: (Omit<RetentionPart, 'reason'> & { rule: string; reason: string }) | null
  /** Names of the systems that hold some of the categories. */
  systems: string[]
}

/** A record of processing activities: plain JSON. */
export interface ProcessingRecord {
  app: string
  version: string
  controller: RecordPolicy['controller']
  /** Recipients that decide jointly with the controller. */
  jointControllers: string[]
  /** Null: not declared. */
  security: string | null
  rows: ProcessingRow[]
}

/**
 * Makes the record. It says what policy and options declare; whether that is complete, and true, is for the controller to check.
 *
 * @example
 * recordOfProcessing(map, policy, { subjects: ['customers'], security: 'Encrypted disks, access by role, yearly review.' })
 */
export function recordOfProcessing(map: DataMap, policy: RecordPolicy, options: RecordOptions = {}): ProcessingRecord {
  const { language = policy.locales[0] ?? 'en', security = null, subjects } = options
  const read: Reader = {
    map,
    policy,
    text: (text) => own(text, language) ?? own(text, policy.locales[0] ?? 'en') ?? '',
  }
  return {
    app: policy.app,
    version: policy.version,
    controller: policy.controller,
    jointControllers: Object.values(policy.recipients).flatMap(({ role, name }) =>
      role === 'joint-controller' ? [name] : [],
    ),
    security,
    rows: Object.entries(policy.purposes).map(([name, purpose]) => ({
      ...rowOf(name, purpose, read),
      subjects: subjectsOf(subjects, name),
    })),
  }
}

interface Reader {
  map: DataMap
  policy: RecordPolicy
  text: (text: Readonly<Record<string, string>>) => string
}

function rowOf(name: string, purpose: PurposePart, read: Reader): Omit<ProcessingRow, 'subjects'> {
  const { map, policy, text } = read
  const held = map.rows.filter((row) => row.purposes.includes(name))
  const recipients = (purpose.recipients ?? []).flatMap((key) => {
    const recipient = own(policy.recipients, key)
    return recipient === undefined ? [] : [recipient]
  })
  return {
    purpose: name,
    title: text(purpose.title) || name,
    summary: text(purpose.summary),
    basis: purpose.basis,
    law: purpose.law?.name ?? null,
    categories: purpose.data.map((category) => ({
      category,
      label: findCategory(category)?.label ?? category,
      fields: held.filter((row) => isWithinCategory(row.category, category)).length,
    })),
    recipients: recipients.map(({ name, role, country, data }) => ({
      name,
      role,
      country,
      categories: sharedCategories(purpose.data, data),
    })),
    transfers: recipients.flatMap(({ name, country, safeguard = null }) =>
      isThirdCountry(country, policy.controller.country) ? [{ recipient: name, country, safeguard }] : [],
    ),
    erasure: erasureOf(purpose, read),
    systems: Object.keys(map.systems).filter((system) => held.some((row) => row.system === system)),
  }
}

/** What of a purpose's data a recipient gets: the narrower of two declarations. */
function sharedCategories(needed: readonly string[], given: readonly string[]): string[] {
  return [
    ...needed.filter((category) => covers(given, category)),
    ...given.filter((category) => !needed.includes(category) && covers(needed, category)),
  ]
}

function erasureOf({ retention }: PurposePart, { policy, text }: Reader): ProcessingRow['erasure'] {
  if (retention === undefined) return null
  const rule = own(policy.retention, retention)
  if (rule === undefined) return null
  return { ...rule, rule: retention, reason: text(rule.reason) }
}

function own<T>(entries: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(entries, key) ? entries[key] : undefined
}

function subjectsOf(subjects: RecordOptions['subjects'], purpose: string): string[] | null {
  if (subjects === undefined) return null
  if (isList(subjects)) return [...subjects]
  const people = own(subjects, purpose)
  return people === undefined ? null : [...people]
}

function isList(subjects: NonNullable<RecordOptions['subjects']>): subjects is readonly string[] {
  return Array.isArray(subjects)
}

/** True when data that goes there leaves the area in which the controller's own law lets it move. Codes are ISO 3166, regions count by their country. */
export function isThirdCountry(country: string, controller: string): boolean {
  const [to = '', from = ''] = [country, controller].map((code) => code.slice(0, 2).toUpperCase())
  return to !== from && !(EEA.has(to) && EEA.has(from))
}

// the 27 member states, and Iceland, Liechtenstein and Norway (EEA Agreement, Annex XI point 5e)
const EEA: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
)
