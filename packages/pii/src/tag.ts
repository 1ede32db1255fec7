/** Puts a data category on a zod schema, once, so that types, logs, sinks and the data map can all read it. */
import { type Category, PrivacyError } from '@privacykit/contract'
import * as z from 'zod/mini'

/**
 * How a value points to a person: `direct` alone names one; `quasi` does together with others (country, job title);
 * `sensitive` harms if known (GDPR Art. 9); `pseudonym` needs other data to name one and is still personal (GDPR 4(5)).
 */
export type TagKind = 'direct' | 'quasi' | 'sensitive' | 'pseudonym'

/** What `personal` wrote on a schema. */
export interface Tag {
  category: string
  kind: TagKind
}

/** Any schema of zod or zod/mini. */
export type AnySchema = z.core.$ZodType

type Classification = { personal: true; category: string; kind: TagKind } | { personal: false }
type TagRegistry = z.core.$ZodRegistry<Classification>

const KEY = Symbol.for('privacykit.pii.tags')

// one registry a process: two copies of this package must see the same tags
function registry(): TagRegistry {
  const shared = globalThis as { [KEY]?: TagRegistry } // as: globalThis has no type for a symbol of ours
  shared[KEY] ??= z.registry<Classification>()
  return shared[KEY]
}

/** Refuses `undefined` and `null` in the tagged type: a brand would silently remove them from it. */
type TagFirst<S extends AnySchema> =
  unknown extends z.core.output<S>
    ? unknown
    : undefined extends z.core.output<S>
      ? { 'tag first, then .optional()': never }
      : null extends z.core.output<S>
        ? { 'tag first, then .nullable()': never }
        : unknown

/** A quasi-identifier carries a second brand, so that the compiler can count them in a payload. */
type Tagged<S extends AnySchema, C extends string, K extends TagKind> = z.core.$ZodBranded<
  S,
  K extends 'quasi' ? `pii:${C}` | `quasi:${C}` : `pii:${C}`
>

/**
 * Says that values of this schema are personal data of one category. Answers a clone, so a shared `z.string()` is not
 * tagged everywhere; the output type carries the brand `pii:<category>`, and `quasi:<category>` for a quasi-identifier.
 *
 * Tag first, wrap after: `personal(z.email(), 'user.contact.email').optional()`.
 *
 * @param category key of the taxonomy in `@privacykit/contract`, or a deeper one below it
 * @param options.kind default `direct`
 * @throws PrivacyError `invalid-option` for a schema that is optional, nullable, or already classified otherwise
 */
export function personal<S extends AnySchema, const C extends Category, const K extends TagKind = 'direct'>(
  schema: S & TagFirst<S>,
  category: C,
  options: { kind?: K } = {},
): Tagged<S, C, K> {
  const { kind = 'direct' } = options
  const { type } = schema._zod.def
  if (type === 'optional' || type === 'nullable')
    throw new PrivacyError('invalid-option', `Tag the inner schema with ${category} first, then make it ${type}.`)
  const before = registry().get(schema)
  if (before?.personal === false || (before?.personal === true && before.category !== category))
    throw new PrivacyError(
      'invalid-option',
      `This schema is already classified. Tag the plain schema with ${category}, and only once.`,
    )
  return classified(schema, { personal: true, category, kind }) as unknown as Tagged<S, C, K> // as: brands exist in types only
}

/**
 * Says that somebody looked, and that nothing here identifies a person. On a container it speaks for every field below
 * that is not tagged; tags below still count.
 *
 * @throws PrivacyError `invalid-option` for a schema that is itself tagged as personal
 */
export function nonPersonal<S extends AnySchema>(schema: S): S {
  if (registry().get(schema)?.personal === true)
    throw new PrivacyError('invalid-option', 'This schema is tagged as personal. Take the tag away, or nonPersonal().')
  return classified(schema, { personal: false })
}

function classified<S extends AnySchema>(schema: S, entry: Classification): S {
  const own = z.core.clone(schema as AnySchema) as S // as: clone keeps the class of what it is given
  registry().add(own, entry)
  return own
}

/** What a schema itself was said to be: its tag, `non-personal`, or null when nothing was said. Wrappers are not looked through. */
export function classificationOf(schema: AnySchema): Tag | 'non-personal' | null {
  const entry = registry().get(schema)
  if (entry === undefined) return null
  return entry.personal ? { category: entry.category, kind: entry.kind } : 'non-personal'
}
