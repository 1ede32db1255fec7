/** What is written down whenever personal data leaves its box, or stops being personal. */

/**
 * One line of the audit trail: what was done to data of which categories, why, and whether it was done. It holds opaque ids of persons and is
 * personal data itself; it never holds a value. It has no time: whoever stores it adds one.
 */
export interface AuditEntry {
  action: 'reveal' | 'join' | 'drop' | 'generalise' | 'aggregate'
  /** False: it was refused, or held back as too few. */
  done: boolean
  categories: readonly string[]
  subjects: readonly string[]
  /** Null where no purpose plays a part. */
  purpose: string | null
  /** Why: the decision's reason, or the words of whoever called the operator. */
  reason: string
}

/** Takes an entry, at once: when it throws, what was to be written down does not happen. */
export type Audit = (entry: AuditEntry) => void
