import type { Receipt } from '@privacykit/contract'
import { describe, expect, it } from 'vitest'
import { type ConsentReceiptInput, consentReceipt, type JsonLd } from './consent-receipt.ts'
import { choiceOf, DEVICE, daysFromNow, NOW, policyOf, recordOf, stamped } from './test-records.ts'

const policy = policyOf({ p: { expiresDays: 30 }, q: {} })
const older = {
  ...policy,
  version: '0',
  purposes: { p: { ...policy.purposes.p, data: ['user.location'] } },
} as typeof policy // as: one purpose is enough

interface Node {
  '@id': string
  '@type': string | string[]
  [member: string]: unknown
}
const make = (input: Partial<ConsentReceiptInput>): JsonLd =>
  consentReceipt({ policy, records: [], at: NOW, id: 'receipt-1', ...input })
const recordsIn = (document: JsonLd) => document['dpv:hasRecordOfActivity'] as unknown as Node[] // as: what the tests look at
const processesIn = (document: JsonLd) => (recordsIn(document)[0]?.['dpv:hasProcess'] ?? []) as Node[] // as: see above
const eventsIn = (document: JsonLd, index = 0) => recordsIn(document)[index]?.['dpv:hasConsentStatus'] as Node[] // as: see above
const typesIn = (document: JsonLd, index = 0) => eventsIn(document, index).map((event) => [event['@type']].flat()[0])

describe('consentReceipt', () => {
  it('lists what was answered, a record for each purpose, and nothing that was never asked', () => {
    const document = make({ records: [stamped(choiceOf('refused', { policy }))] })

    expect(recordsIn(document).map((record) => record['dct:title'])).toEqual(['p'])
    expect(typesIn(document)).toEqual(['dpv:ConsentRefused'])
    expect(recordsIn(make({}))).toEqual([])
  })

  it('keeps the order of the backend, and the person’s own clock for what it has not seen', () => {
    const [grant, taken, again] = (['granted', 'withdrawn', 'granted'] as const).map((choice, index) =>
      choiceOf(choice, { policy, id: `z${9 - index}`, claimedAt: daysFromNow(index) }),
    )
    if (grant === undefined || taken === undefined || again === undefined) throw new Error('three were made')
    const shuffled = [{ record: again }, { record: taken }, stamped(grant)]

    expect(typesIn(make({ records: shuffled }))).toEqual([
      'dpv:ConsentGiven',
      'dpv:ConsentWithdrawn',
      'dpv:ConsentGiven',
    ])
  })

  it('says how long each answer holds', () => {
    const records = [
      stamped(choiceOf('granted', { policy })),
      stamped(choiceOf('refused', { policy })),
      stamped(choiceOf('granted', { policy, purpose: 'q' })),
    ]
    const durations = [0, 1].flatMap((index) =>
      eventsIn(make({ records }), index).map((event) => event['dpv:hasDuration']),
    )

    expect(durations).toMatchObject([
      { '@type': 'dpv:TemporalDuration', 'rdf:value': { '@value': 'P30D' } },
      { '@type': 'dpv:UntilEventDuration', 'rdf:value': 'a later choice' },
      { '@type': 'dpv:UntilEventDuration', 'rdf:value': 'withdrawal' },
    ])
  })

  it('describes each answer by the version it was made under, and says nothing of a version it has not', () => {
    const records = [stamped(choiceOf('granted', { policy: older })), stamped(choiceOf('granted', { policy }))]
    const versionsIn = (document: JsonLd) => processesIn(document).map((process) => process['schema:version'])

    expect(versionsIn(make({ records, history: [{ policy: older }] }))).toEqual(['0', '1'])
    expect(versionsIn(make({ records }))).toEqual(['1'])
    expect(eventsIn(make({ records })).map((event) => event['dpv:hasProcess'])).toEqual([
      'urn:privacykit:test:process:0:p',
      'urn:privacykit:test:process:1:p',
    ])
  })

  it('names the text by its hash in hex, the language, the surface, and a signal that was overridden', () => {
    const textHash = '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU' // of nothing
    const record = choiceOf('granted', { policy, textHash, language: 'id', surface: 'panel', overrides: 'gpc' })
    const [event] = eventsIn(make({ records: [stamped(record)] }))

    expect(event?.['dpv:hasNotice']).toMatchObject({
      'schema:sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'dct:language': 'id',
      'schema:version': '1',
    })
    expect(event?.['dpv:hasIndicationMethod']).toMatch(/^panel, against Global Privacy Control/)
  })

  it('shows the backend’s signed word, from the record’s own item or from the list', () => {
    const record = choiceOf('granted', { policy })
    const receipt = { recordId: record.id, jws: 'a.b.c', commitment: 'c', seq: 1, receivedAt: NOW } as Receipt // as: what the document shows
    const provenance = (input: Partial<ConsentReceiptInput>) => eventsIn(make(input))[0]?.['dct:provenance']

    expect(provenance({ records: [{ ...stamped(record), receipt }] })).toMatchObject({ 'rdf:value': 'a.b.c' })
    expect(provenance({ records: [stamped(record)], receipts: [receipt] })).toMatchObject({ 'rdf:value': 'a.b.c' })
    expect(provenance({ records: [stamped(record)] })).toBeUndefined()
  })

  it('lists a guardian’s word as the guardian’s', () => {
    const approval = recordOf('guardian-approval', {
      ...{ purpose: 'p', approval: 'approved', replaces: [], policyVersion: '1', scopeDigest: '0', noticeId: 'n' },
      guardian: 'g1',
    })
    const [event] = eventsIn(make({ records: [stamped(approval)] }))

    expect(event).toMatchObject({
      '@type': ['dpv:ConsentGiven', 'dpv:ExpressedConsent'],
      'dpv:isIndicatedBy': { '@type': 'dpv:GuardianOfDataSubject', 'dct:identifier': 'g1' },
    })
  })

  it('takes no grant of a device that is linked for denials only, and all of one that was adopted', () => {
    const list = (mode: 'adopt' | 'deny-only') => [
      stamped(recordOf('link', { device: 'd1', account: 'u1', mode })),
      stamped(choiceOf('granted', { policy }), DEVICE),
      stamped(choiceOf('refused', { policy, purpose: 'q' }), DEVICE),
    ]
    const said = (mode: 'adopt' | 'deny-only') =>
      recordsIn(make({ records: list(mode) })).map((record, index) => [
        record['dct:title'],
        typesIn(make({ records: list(mode) }), index)[0],
      ])

    expect(said('deny-only')).toEqual([['q', 'dpv:ConsentRefused']])
    expect(said('adopt')).toEqual([
      ['p', 'dpv:ConsentGiven'],
      ['q', 'dpv:ConsentRefused'],
    ])
  })

  it('names the person by the account’s id, else the device’s, else as this device', () => {
    const subjectIn = (document: JsonLd) => (document['dpv:hasDataSubject'] as unknown as Node)['dct:identifier'] // as: see above
    const record = choiceOf('granted', { policy })

    expect(subjectIn(make({ records: [stamped(record), stamped(choiceOf('refused', { policy }), DEVICE)] }))).toBe('u1')
    expect(subjectIn(make({ records: [stamped(record, DEVICE)] }))).toBe('d1')
    expect(subjectIn(make({ records: [{ record }] }))).toBe('this-device')
  })

  it('says where to change one’s mind, where the person is, and survives odd names', () => {
    const odd = policyOf({
      constructor: { recipients: ['constructor'], retention: 'constructor', data: ['user.odd.thing'] },
    })
    const place = recordOf('jurisdiction', { region: 'US-CA', source: 'edge-header' })
    const records = [stamped(choiceOf('granted', { policy: odd, purpose: 'constructor' })), stamped(place)]
    const document = make({ policy: odd, records })
    const [record] = recordsIn(document)

    expect(record?.['dpv:hasJurisdiction']).toEqual(['loc:ID', 'loc:US-CA'])
    expect(record?.['dpv:hasConsentControl']).toMatchObject({ 'dpv:isExercisedAt': 'mailto:privacy@test.example' })
    expect(processesIn(document)[0]).toMatchObject({
      'dpv:hasRecipient': ['urn:privacykit:test:controller'],
      'dpv:hasPersonalData': [{ 'dct:identifier': 'user.odd.thing', 'skos:broader': 'dpv:PersonalData' }],
    })
  })
})
