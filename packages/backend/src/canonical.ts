/** The bytes that a record is: what is compared on repetition, committed to in receipts, and kept. */
import { hash, randomBytes } from 'node:crypto'
import { PrivacyError, type PrivacyRecord, type Subject } from '@privacykit/contract'
import { commitmentOf } from '@privacykit/vault'
import serialize from 'canonicalize'

export interface Owner {
  tenant: string
  app: string
  subject: Subject
}

/** RFC 8785 JSON of any plain data. */
export function canonicalJson(value: unknown): string {
  const text = serialize(value)
  if (text === undefined) throw new PrivacyError('internal-error', 'A value has no JSON form.')
  return text
}

/** RFC 8785 JSON of { app, record, subject, tenant }: the author's part and whose it is. */
export function canonicalRecord(owner: Owner, record: PrivacyRecord): string {
  return canonicalJson({
    app: owner.app,
    record,
    subject: { id: owner.subject.id, kind: owner.subject.kind },
    tenant: owner.tenant,
  })
}

/** The author's part, out of stored canonical bytes. */
export function recordOfCanonical(canonical: string): PrivacyRecord {
  return (JSON.parse(canonical) as { record: PrivacyRecord }).record // as: we wrote these bytes ourselves
}

/** A fresh 32-byte salt (base64url) and the commitment under it. While the salt exists the commitment is personal data. */
export function commit(canonical: string): { salt: string; commitment: string } {
  const salt = randomBytes(32)
  return { salt: salt.toString('base64url'), commitment: commitmentOf(salt, canonical) }
}

/** SHA-256 (hex) of a document's RFC 8785 form. */
export function hashOf(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'hex')
}
