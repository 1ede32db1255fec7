/** Receipts of consent against what reads them elsewhere: a JSON-LD processor, and SHACL shapes of ISO/IEC TS 27560. Nothing is fetched. */

import type { ListedRecord } from '@privacykit/contract'
import { choiceRecords, definePolicy } from '@privacykit/policy'
import { type ConsentReceiptInput, consentReceipt } from '@privacykit/policy/consent-receipt'
import { noticeText, textHash } from '@privacykit/policy/text-hash'
import { createClock, newId } from '@privacykit/testkit'
import jsonld from 'jsonld'
import { Parser, type Quad, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import { describe, expect, it } from 'vitest'
import { SHAPES } from './support/consent-receipt-shapes.ts'

const policy = definePolicy({
  app: 'shop',
  version: '2026-11-01',
  locales: ['en', 'id'],
  controller: {
    name: 'Shop Ltd',
    country: 'ID',
    contact: { email: 'privacy@shop.example', url: 'https://shop.example/', address: 'Jalan Satu 1, Jakarta' },
    dpo: { email: 'dpo@shop.example' },
  },
  purposes: {
    analytics: {
      basis: 'consent',
      data: ['user.device.cookie_id', 'user.telemetry'],
      optional: [{ category: 'user.location', without: { en: 'No map.', id: 'Tanpa peta.' } }],
      recipients: ['tally'],
      retention: 'visits',
      expiresDays: 180,
      title: { en: 'Statistics', id: 'Statistik' },
      summary: { en: 'Shows what is used.', id: 'Menunjukkan apa yang dipakai.' },
      dpv: 'https://w3id.org/dpv#ServiceUsageAnalytics',
    },
    ads: {
      basis: 'consent',
      data: ['user.behavior.browsing_history'],
      retention: 'visits',
      targetedAdvertising: true,
      sale: true,
      title: { en: 'Advertising', id: 'Iklan' },
      summary: { en: 'Shows ads.', id: 'Menampilkan iklan.' },
    },
  },
  recipients: {
    tally: {
      name: 'Tally GmbH',
      role: 'processor',
      country: 'DE',
      data: ['user.telemetry'],
      url: 'https://tally.example/',
    },
  },
  retention: { visits: { days: 90, from: 'collected', reason: { en: 'Yearly comparison.', id: 'Perbandingan.' } } },
  children: {},
})

const clock = createClock('2026-11-22T10:00:00.000Z')

function said(
  answers: Parameters<typeof choiceRecords<typeof policy>>[0]['answers'],
  shown: Record<string, string[]> = {},
) {
  clock.advance({ days: 1 })
  const strings = { heading: 'Your choice' }
  const text = noticeText({ policy, language: 'id', purposes: Object.keys(answers), strings })
  return choiceRecords({
    policy,
    shown,
    answers,
    surface: 'banner',
    noticeId: 'banner-1',
    textHash: textHash(text),
    language: 'id',
    claimedAt: clock.instant(),
    newId,
  })
}

const grant = said({ analytics: 'granted', ads: 'refused' })
const withdrawal = said({ analytics: 'withdrawn' }, { analytics: [grant[0]?.id ?? ''] })
const stamped = (record: ListedRecord['record'], seq: number): ListedRecord => {
  const at = String(record.claimedAt ?? clock.instant())
  const subject = { kind: 'account', id: 'u_81' } as const
  const stamp = { subject, generation: 1, actor: { role: 'subject' }, seq, receivedAt: at, effectiveAt: at } as const
  return { record, stamp: { ...stamp, clock: 'estimated' } }
}
const place = { id: newId(), type: 'jurisdiction', region: 'US-CA', source: 'edge-header' } as const
const records = [...grant, ...withdrawal, place].map((record, index) => stamped(record, index + 1))
const receipt = {
  v: 1,
  recordId: grant[0]?.id ?? '',
  app: 'shop',
  seq: 1,
  receivedAt: grant[0]?.claimedAt ?? '',
  effectiveAt: grant[0]?.claimedAt ?? '',
  commitment: 'c'.repeat(43),
  durability: 'power',
  jws: 'head.payload.signature',
} as const

const input: ConsentReceiptInput = {
  policy,
  records,
  receipts: [receipt],
  at: clock.instant(),
  id: 'a6f58318-72e6-46a2-bfd7-f36d795e30cd',
  choicesUrl: 'https://shop.example/privacy',
  storedIn: ['ID', 'SG'],
}

// whatever asks for a context from the network fails the test
const offline = {
  documentLoader: (url: string): Promise<never> => Promise.reject(new Error(`the document asks for ${url}`)),
}
type Document = Parameters<typeof jsonld.expand>[0]
const expand = (document: unknown) => jsonld.expand(document as Document, offline) // as: jsonld's own name for any JSON-LD

async function quadsOf(document: unknown): Promise<Quad[]> {
  const lines = await jsonld.toRDF(document as Document, { ...offline, format: 'application/n-quads' }) // as: see above
  return new Parser({ format: 'N-Quads' }).parse(String(lines))
}

const shapes = new Store(new Parser().parse(SHAPES))
async function violationsOf(document: unknown): Promise<string[]> {
  const report = await new SHACLValidator(shapes).validate(new Store(await quadsOf(document)))
  return report.results.map(({ path, focusNode }) => `${focusNode?.value} ${path?.value}`)
}

/** Terms of DPV 2.3 (`dpv`), and of the vocabularies that it is written with; each was looked up there. */
const TERMS: Record<string, readonly string[]> = {
  'https://w3id.org/dpv#': [
    ...['ConsentReceipt', 'ConsentRecord', 'ConsentNotice', 'ConsentGiven', 'ConsentRefused', 'ConsentWithdrawn'],
    ...['ExpressedConsent', 'DataSubject', 'DataSubjectRight', 'DataController', 'DataProcessor', 'ThirdParty'],
    ...['JointDataControllers', 'GuardianOfDataSubject', 'Recipient', 'Process', 'Purpose', 'PersonalData'],
    ...['Required', 'Optional', 'StorageDuration', 'StorageLocation', 'TemporalDuration', 'UntilEventDuration'],
    ...['ProvideConsent', 'WithdrawConsent', 'DirectMarketing', 'TargetedAdvertising', 'SellDataToThirdParties'],
    ...['ServiceUsageAnalytics', 'hasConsentControl', 'hasConsentStatus', 'hasDataController', 'hasDataSubject'],
    ...['hasDuration', 'hasIdentifier', 'hasIndicationMethod', 'hasJurisdiction', 'hasLegalBasis', 'hasLocation'],
    ...['hasName', 'hasNecessity', 'hasNotice', 'hasPersonalData', 'hasProcess', 'hasPurpose', 'hasRecipient'],
    ...['hasRecordOfActivity', 'hasRight', 'hasStorageCondition', 'isExercisedAt', 'isIndicatedAtTime'],
    ...['isIndicatedBy'],
  ],
  'https://w3id.org/dpv/pd#': ['BrowsingBehaviour', 'DeviceBased', 'Location', 'ServiceConsumptionBehaviour'],
  'https://w3id.org/dpv/loc#': ['DE', 'ID', 'SG', 'US-CA'],
  'http://purl.org/dc/terms/': [
    ...['conformsTo', 'created', 'description', 'identifier', 'issued', 'language', 'provenance', 'title'],
    'ProvenanceStatement',
  ],
  'https://schema.org/': [
    ...['ContactPoint', 'PostalAddress', 'address', 'contactPoint', 'contactType', 'email', 'position', 'sha256'],
    ...['streetAddress', 'telephone', 'url', 'version'],
  ],
  'http://www.w3.org/2004/02/skos/core#': ['broader'],
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': ['type', 'value'],
}

const isKnown = (iri: string) =>
  Object.entries(TERMS).some(([space, names]) => iri.startsWith(space) && names.includes(iri.slice(space.length)))

describe('a receipt of consent', () => {
  it('is written in terms that the vocabularies have, and in no others', async () => {
    const quads = await quadsOf(consentReceipt(input))
    const iris = quads.flatMap(({ predicate, object }) => [
      predicate.value,
      ...(object.termType === 'NamedNode' ? [object.value] : []),
    ])
    const foreign = iris.filter((iri) => !/^(urn:privacykit:shop:|https:\/\/(shop|tally)\.example\/)/.test(iri))

    expect(quads.length).toBeGreaterThan(100)
    expect([...new Set(foreign)].filter((iri) => !isKnown(iri)).sort()).toEqual([
      'https://w3id.org/dpv/schema/dpv-27560#receipt',
      'https://w3id.org/dpv/schema/dpv-27560#record',
    ]) // no terms of the vocabulary but the names of its schemas
  })

  it('loses no member on the way to RDF', async () => {
    const document = consentReceipt(input)
    const membersOf = (value: unknown): string[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, each]) => [...(/^(\d|@)/.test(key) ? [] : [key]), ...membersOf(each)])
    const { '@context': _, ...body } = document
    const [expanded] = await expand(document)

    expect(membersOf(expanded).every((member) => /^https?:/.test(member))).toBe(true)
    expect(membersOf(expanded).length).toBe(membersOf(body).length)
  })

  it('has what 27560 asks for', async () => {
    expect(await violationsOf(consentReceipt(input))).toEqual([])
  })

  it.each([
    ['dpv:hasConsentStatus', 'hasConsentStatus'],
    ['dpv:hasPurpose', 'hasPurpose'],
    ['dpv:hasNotice', 'hasNotice'],
    ['dpv:isIndicatedAtTime', 'isIndicatedAtTime'],
    ['dpv:hasConsentControl', 'hasConsentControl'],
    ['dpv:hasStorageCondition', 'hasStorageCondition'],
    ['dpv:hasJurisdiction', 'hasJurisdiction'],
    ['schema:address', 'address'],
    ['dct:created', 'created'],
  ])('would not pass without %s', async (member, term) => {
    const text = JSON.stringify(consentReceipt(input), (key, value) =>
      key === member && value !== undefined ? undefined : value,
    )
    const { '@context': _, ...body } = JSON.parse(text)
    const { '@context': context } = consentReceipt(input)

    const violations = await violationsOf({ '@context': context, ...body })

    expect(violations.some((each) => each.endsWith(term))).toBe(true)
  })

  it('tells given, refused and withdrawn apart, in the order they were said, and not what was never asked', async () => {
    const quads = new Store(await quadsOf(consentReceipt(input)))
    const dpv = (term: string) => `https://w3id.org/dpv#${term}`
    const typesOf = (purpose: string) => {
      const [record] = quads.getSubjects('http://purl.org/dc/terms/title', `"${purpose}"`, null)
      return quads
        .getObjects(record ?? null, dpv('hasConsentStatus'), null)
        .map((event) => ({
          types: quads
            .getObjects(event, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', null)
            .map(({ value }) => value.slice(dpv('').length))
            .sort(),
          at: quads.getObjects(event, dpv('isIndicatedAtTime'), null)[0]?.value,
        }))
        .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1))
    }

    expect(typesOf('analytics')).toEqual([
      { types: ['ConsentGiven', 'ExpressedConsent'], at: '2026-11-23T10:00:00.000Z' },
      { types: ['ConsentWithdrawn'], at: '2026-11-24T10:00:00.000Z' },
    ])
    expect(typesOf('ads')).toEqual([{ types: ['ConsentRefused'], at: '2026-11-23T10:00:00.000Z' }])
    expect(JSON.stringify(consentReceipt({ ...input, records: records.slice(0, 1) }))).not.toContain('Advertising')
  })
})
