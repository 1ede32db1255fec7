/** Handing data to a recipient: filtered by declaration, decided, recorded, and only then given out. */
import { PrivacyError, type RecordOf } from '@privacykit/contract'
import { type AnySchema, createRedactor, type Redaction } from '@privacykit/pii'
import { mayReceive, policyInForce } from '@privacykit/policy'
import type * as z from 'zod/mini'
import type { Checks } from './consent.ts'
import type { History } from './history.ts'
import type { Append } from './records.ts'
import { type RequestFacts, type SubjectRef, toSubject } from './subject.ts'

/** What is handed over, to whom, and why. */
export interface DisclosureOptions<S extends AnySchema, D> extends RequestFacts {
  /** Name in the policy's `recipients`. */
  recipient: string
  purpose: string
  /** The ground in the recipient's case, in a few words: `contract`, a court order's kind. No personal data. */
  ground: string
  /** Describes `data`, its fields tagged with `personal` and `nonPersonal`; what it does not classify is withheld. */
  schema: S
  /** What the recipient should get; it is not changed. */
  data: D
  /** Where the evidence is filed; an id, no personal data. */
  evidenceRef?: string
  /** The person is not told before `until`, because `law` forbids it. */
  conceal?: { until: string; law: string }
}

/** Data of which any field may have been withheld. */
export type Passed<D> = D extends readonly (infer E)[]
  ? Passed<E>[]
  : D extends string | number | boolean | bigint | symbol | null | undefined | Date
    ? D
    : D extends object
      ? { [K in keyof D]?: Passed<D[K]> | undefined }
      : D

/** What may be sent now. */
export interface Disclosed<D> {
  /** Send this, never the original. */
  data: Passed<D>
  /** Categories in `data`, sorted; the record names the same. */
  categories: readonly string[]
  /** Everything that was held back: paths and categories, never a value. `tagged`: the recipient or the purpose does not declare the category. */
  withheld: readonly Redaction[]
  /** Id of the stored record. */
  recordId: string
}

/**
 * Answers what of the data may go, once the disclosure is stored. A personal field passes when the purpose names the recipient and both
 * declare its category; a field marked non-personal passes; everything else is withheld. Throws `not-allowed`, also when nothing personal is left
 * (then nothing is recorded), `erased`, `unavailable`.
 */
export type Disclose = <S extends AnySchema, D extends z.core.input<S> | z.core.output<S>>(
  subject: SubjectRef,
  options: DisclosureOptions<S, D>,
) => Promise<Disclosed<D>>

/** @internal Makes `disclose`. */
export function createDisclose(parts: {
  checks: Checks
  history: History
  append: Append
  newId: () => string
  now: () => Date
}): Disclose {
  return async (ref, { recipient, purpose, ground, schema, data, evidenceRef, conceal, ...facts }) => {
    const claimedAt = parts.now().toISOString()
    const policy = policyInForce(parts.history.versions(), claimedAt)
    const isDeclared = (category: string) => policy !== null && mayReceive(policy, { purpose, recipient, category })
    const passed = passOn(schema, data, isDeclared)
    const { categories } = passed
    await parts.checks.guard(ref, purpose, { operation: 'disclose', recipient, categories, ...facts })
    if (categories.length === 0) throw nothingLeft(recipient, purpose)
    const record: RecordOf<'disclosure'> = {
      ...{ id: parts.newId(), type: 'disclosure', claimedAt, recipient, purpose, ground, categories },
      ...(evidenceRef === undefined ? {} : { evidenceRef }),
      ...(conceal === undefined ? {} : { conceal }),
    }
    await parts.append(toSubject(ref), { role: 'app', records: [record] })
    return { ...passed, recordId: record.id }
  }
}

function passOn<D>(schema: AnySchema, data: D, isDeclared: (category: string) => boolean) {
  const withheld: Redaction[] = []
  const filter = createRedactor(schema, {
    strategy: (tag) => (isDeclared(tag.category) ? 'keep' : 'remove'),
    unclassified: 'remove',
  })
  const left = filter(data, (redaction) => withheld.push(redaction))
  // a second look, at what is left: a tag met on the way may belong to something that went for another reason
  const categories = new Set<string>()
  const look = createRedactor(schema, {
    strategy(tag) {
      categories.add(tag.category)
      return 'keep'
    },
  })
  look(left)
  return { data: left as Passed<D>, categories: [...categories].sort(), withheld } // as: a redactor only takes away
}

function nothingLeft(recipient: string, purpose: string): PrivacyError {
  return new PrivacyError(
    'not-allowed',
    `Nothing personal in this data may go: undeclared-category. Tag its fields, and declare their categories for ${recipient} and for ${purpose}.`,
  )
}
