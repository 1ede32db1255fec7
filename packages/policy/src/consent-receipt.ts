/** What a person said, as a receipt of consent: ISO/IEC TS 27560:2023 in the JSON-LD of the W3C Data Privacy Vocabulary. */
import type { ListedRecord, Receipt } from '@privacykit/contract'
import { fold } from './fold.ts'
import { recordedPlace } from './place.ts'
import type { PolicyInput, PolicyVersionEntry } from './policy.ts'
import { eventNode, isGrant, type Said } from './receipt-event.ts'
import { processNode } from './receipt-process.ts'
import { CONTEXT, type JsonLd, type JsonLdValue, placeIri, SCHEMAS } from './receipt-vocabulary.ts'
import { inBackendOrder } from './record-set.ts'
import { type Entry, entriesOf, type State } from './state.ts'

export type { JsonLd, JsonLdValue } from './receipt-vocabulary.ts'

/** What a receipt is made of. */
export interface ConsentReceiptInput {
  /** The policy as it is now; its controller issues the receipt. */
  readonly policy: PolicyInput
  /** Earlier versions. A choice made under a version that is missing here is listed without what the purpose does with data. */
  readonly history?: readonly PolicyVersionEntry[]
  /** The person's list, such as `await client.history()` or the `records` of the state; receipts that come along are used. */
  readonly records: readonly (ListedRecord & { readonly receipt?: Receipt | undefined })[]
  /** More receipts, by which a record is shown to be stored. Default none. */
  readonly receipts?: readonly Receipt[]
  /** UTC instant of the making. */
  readonly at: string
  /** Identifies this receipt; a fresh UUID or random id. */
  readonly id: string
  /** Where the person changes or withdraws a choice. Default: the controller's page, else its e-mail address. */
  readonly choicesUrl?: string
  /** Where the person exercises their other rights. Default: the same. */
  readonly rightsUrl?: string
  /** ISO 3166 codes of where the data is kept. The policy does not say it and 27560 asks for it; absent: left out. */
  readonly storedIn?: readonly string[]
  /** What 27560 asks of the controller and the policy may lack. */
  readonly controller?: { readonly url?: string; readonly address?: string; readonly phone?: string }
}

/**
 * A `dpv:ConsentReceipt` with one `dpv:ConsentRecord` for each purpose that the person, or a guardian, ever answered: each answer as an event
 * (given, refused, withdrawn) with time, surface, notice with language and hash, and the backend's signed word where there is one; and what
 * the purpose does with data in each version that was answered. Objections and signals are no consent and not in it. What was never asked is
 * not in it either. It holds the person's id as the list has it, so it is personal data. Pure; loads where it is called.
 *
 * @example
 * ```ts
 * const receipt = consentReceipt({ policy, records, at: now, id: newId(), choicesUrl: 'https://shop.example/privacy' })
 * JSON.stringify(receipt, null, 2) // application/ld+json
 * ```
 */
export function consentReceipt(input: ConsentReceiptInput): JsonLd {
  const { policy, at, id } = input
  const base = `urn:privacykit:${policy.app}:`
  const state = fold(input.records)
  const said = saidIn(state)
  const purposes = [...new Set(said.map(({ record }) => record.purpose))]
  return {
    '@context': CONTEXT,
    '@id': `${base}receipt:${encodeURIComponent(id)}`,
    '@type': 'dpv:ConsentReceipt',
    'dct:conformsTo': SCHEMAS.receipt,
    'dct:identifier': id,
    'dpv:hasIdentifier': id,
    'dct:created': at,
    'dpv:hasDataSubject': subjectNode(state, base),
    'dpv:hasDataController': controllerNode(input, base),
    'dpv:hasRecordOfActivity': purposes.map((purpose) =>
      recordNode(input, { base, purpose, said: said.filter(({ record }) => record.purpose === purpose), state }),
    ),
  }
}

type SaidEntry = Entry<Said>

/** Oldest first. Of a device that is linked for denials only, its denials alone: the rest was not said by this account's person. */
function saidIn(state: State): SaidEntry[] {
  const all: SaidEntry[] = [...entriesOf(state, 'choice'), ...entriesOf(state, 'guardian-approval')]
  const counted = all.filter(({ record, origin }) => origin !== 'foreign' || !isGrant(record))
  // what the backend has not seen yet is the newest, and among that the person's own clock is all there is
  const timeOf = ({ stamp, record }: SaidEntry) => stamp?.receivedAt ?? `~${record.claimedAt ?? ''}`
  return inBackendOrder(counted).sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0))
}

interface RecordParts {
  readonly base: string
  readonly purpose: string
  /** Oldest first; at least one. */
  readonly said: readonly SaidEntry[]
  readonly state: State
}

function recordNode(input: ConsentReceiptInput, { base, purpose, said, state }: RecordParts): JsonLd {
  const versions = new Set(said.map(({ record }) => record.policyVersion))
  const processes = [...versions].flatMap((version) => {
    const then = versionOf(input, version)
    const node = then === undefined ? null : processNode(then, purpose, { base, storedIn: input.storedIn ?? [] })
    return node === null ? [] : [node]
  })
  const first = said[0]?.record.id ?? ''
  return {
    '@id': `${base}consent:${encodeURIComponent(purpose)}:${first}`,
    '@type': 'dpv:ConsentRecord',
    'dct:conformsTo': SCHEMAS.record,
    'dct:identifier': first,
    'dpv:hasIdentifier': first,
    'dct:title': purpose,
    'dpv:hasDataSubject': `${base}subject`,
    'dpv:hasDataController': `${base}controller`,
    'dpv:hasJurisdiction': jurisdictionsOf(input.policy, state),
    'dpv:hasLegalBasis': 'dpv:ExpressedConsent',
    'dpv:hasProcess': processes,
    'dpv:hasConsentStatus': said.map(({ record, stamp }) =>
      eventNode(record, {
        base,
        stamp,
        receipt: receiptOf(input, record.id),
        policy: versionOf(input, record.policyVersion),
      }),
    ),
    'dpv:hasConsentControl': {
      '@type': ['dpv:ProvideConsent', 'dpv:WithdrawConsent'],
      'dpv:isExercisedAt': choicesUrlOf(input),
    },
    'dpv:hasRight': {
      '@type': 'dpv:DataSubjectRight',
      'dpv:isExercisedAt': input.rightsUrl ?? choicesUrlOf(input),
    },
  }
}

/** The version under which something was said; the policy itself may stand in the history too. */
function versionOf({ policy, history = [] }: ConsentReceiptInput, version: string): PolicyInput | undefined {
  if (policy.version === version) return policy
  return history.find((entry) => entry.policy.version === version)?.policy
}

function receiptOf({ records, receipts = [] }: ConsentReceiptInput, recordId: string): Receipt | undefined {
  const own = records.find(({ record, receipt }) => record.id === recordId && receipt !== undefined)?.receipt
  return own ?? receipts.find((receipt) => receipt.recordId === recordId)
}

/** The controller's, and where the person is on record to be. */
function jurisdictionsOf({ controller }: PolicyInput, state: State): string[] {
  const place = recordedPlace(state)?.region
  const codes = [controller.country, ...(place === undefined ? [] : [place])]
  return [...new Set(codes)].map(placeIri)
}

function subjectNode({ records }: State, base: string): JsonLd {
  const subjects = records.flatMap(({ stamp }) => (stamp === undefined ? [] : [stamp.subject]))
  // an account's list has records of its devices too
  const known = (subjects.find(({ kind }) => kind === 'account') ?? subjects.at(-1))?.id
  const node = { '@id': `${base}subject`, '@type': 'dpv:DataSubject' }
  // a browser that has not heard from the backend yet knows no id of the person
  return { ...node, 'dct:identifier': known ?? 'this-device' }
}

function controllerNode(input: ConsentReceiptInput, base: string): JsonLd {
  const { name, country, contact, dpo } = input.policy.controller
  const { url = contact.url, address = contact.address, phone } = input.controller ?? {}
  const point = {
    '@type': 'schema:ContactPoint',
    'schema:email': contact.email,
    ...(url === undefined ? {} : { 'schema:url': url }),
    ...(phone === undefined ? {} : { 'schema:telephone': phone }),
  }
  const officer: JsonLdValue[] =
    dpo === undefined
      ? []
      : [{ '@type': 'schema:ContactPoint', 'schema:contactType': 'data protection officer', 'schema:email': dpo.email }]
  return {
    '@id': `${base}controller`,
    '@type': 'dpv:DataController',
    'dpv:hasName': name,
    'dpv:hasIdentifier': url ?? `${base}controller`,
    'dpv:hasLocation': placeIri(country),
    'schema:contactPoint': [point, ...officer],
    ...(address === undefined
      ? {}
      : { 'schema:address': { '@type': 'schema:PostalAddress', 'schema:streetAddress': address } }),
  }
}

function choicesUrlOf({ choicesUrl, policy }: ConsentReceiptInput): string {
  const { url, email } = policy.controller.contact
  return choicesUrl ?? url ?? `mailto:${email}`
}
