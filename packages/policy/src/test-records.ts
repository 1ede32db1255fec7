/** Tests only: records, stamps and policies with as little ceremony as the laws allow. */
import type { Decision, ListedRecord, PrivacyRecord, RecordOf, RecordType, Stamp } from '@privacykit/contract'
import { decide } from './decide.ts'
import { type FoldOptions, fold } from './fold.ts'
import type { PolicyInput, PurposeInput } from './policy.ts'
import type { DecideInput } from './question.ts'
import { scopeDigest } from './scope.ts'

export const NOW = '2026-11-22T12:00:00.000Z'

/** An instant so many days after `NOW`; negative: before. */
export const daysFromNow = (days: number): string => new Date(Date.parse(NOW) + days * 86_400_000).toISOString()

/** A consent purpose that no age, notice or retention gets in the way of. */
export function purposeOf(fields: Partial<PurposeInput> = {}): PurposeInput {
  const lines = { title: { en: 'Title' }, summary: { en: 'Summary' } }
  return { basis: 'consent', data: ['user.telemetry'], age: 'not-required', ageReason: 'test', ...lines, ...fields }
}

export function policyOf(
  purposes: Record<string, Partial<PurposeInput>>,
  fields: Partial<PolicyInput> = {},
): PolicyInput {
  return {
    app: 'test',
    version: '1',
    locales: ['en'],
    controller: { name: 'Test Ltd', country: 'ID', contact: { email: 'privacy@test.example' } },
    purposes: Object.fromEntries(Object.entries(purposes).map(([name, each]) => [name, purposeOf(each)])),
    recipients: {},
    retention: {},
    children: {},
    ...fields,
  }
}

let made = 0
/** A record of any type; the id is fresh unless given. */
export function recordOf<T extends RecordType>(type: T, fields?: Omit<Partial<RecordOf<T>>, 'type'>): RecordOf<T> {
  return { id: `r${++made}`, type, ...fields } as unknown as RecordOf<T> // as: tests give the fields that matter to them
}

/** A choice for `p` under a policy. */
export function choiceOf(
  choice: RecordOf<'choice'>['choice'],
  { policy, purpose = 'p', ...fields }: Partial<RecordOf<'choice'>> & { policy: PolicyInput },
): RecordOf<'choice'> {
  const digest = scopeDigest(policy, purpose) ?? '0'.repeat(16)
  const said = { purpose, choice, replaces: [], policyVersion: policy.version, scopeDigest: digest }
  return recordOf('choice', { ...said, noticeId: 'n', language: 'en', surface: 'banner', ...fields })
}

/** The backend's stamp on a record of an account; `seq` and both times default to the order of making. */
export function stamped(record: PrivacyRecord, fields: Partial<Stamp> = {}): ListedRecord {
  const receivedAt = fields.receivedAt ?? daysFromNow(-1)
  return {
    record,
    stamp: {
      subject: { kind: 'account', id: 'u1' },
      generation: 1,
      actor: { role: 'subject' },
      seq: ++made,
      effectiveAt: receivedAt,
      clock: 'received',
      ...fields,
      receivedAt,
    },
  }
}

export const DEVICE = { subject: { kind: 'device', id: 'd1' } } as const satisfies Partial<Stamp>

/** Decides about `p`, for use, now, over stamped copies of the records given. */
export function ask(
  policy: PolicyInput,
  records: readonly (PrivacyRecord | ListedRecord)[],
  { knownAt, superseded, ...input }: Partial<DecideInput> & FoldOptions = {},
): Decision {
  const listed = records.map((each) => ('record' in each ? each : stamped(each)))
  const state = fold(listed, { knownAt, superseded })
  return decide({ policies: [{ policy }], state, purpose: 'p', operation: 'use', at: NOW, ...input })
}
