/** Columns from a tagged schema, so that a field is classified once for logs, sinks and erasure alike. */
import { PrivacyError } from '@privacykit/contract'
import { type AnySchema, walkTags } from '@privacykit/pii'
import type { ColumnTag } from './data-map.ts'

/** Any zod object schema. */
export type RowSchema = AnySchema & { _zod: { def: { shape: Readonly<Record<string, AnySchema>> } } }

/**
 * The columns of a table whose row is described by a schema with `personal` and `nonPersonal` tags; field names are column names. A field that
 * nobody tagged is left out, so that the check names its column. Throws `invalid-option` for a field with several categories: name the column's
 * own in the map.
 *
 * @example
 * ```ts
 * const row = z.object({ id: nonPersonal(z.string()), email: personal(z.email(), 'user.contact.email') })
 * const users = { columns: { ...columnsOf(row), created_at: 'non-personal' }, erase: 'delete' }
 * ```
 */
export function columnsOf(schema: RowSchema): Record<string, ColumnTag> {
  const columns: Record<string, ColumnTag> = {}
  for (const [name, field] of Object.entries(schema._zod.def.shape)) {
    const { tags, opaque, unclassified } = walkTags(field)
    const [category, other] = new Set(tags.map((tag) => tag.category))
    if (other !== undefined) {
      throw new PrivacyError(
        'invalid-option',
        `The field ${name} has several categories: give its column one in the data map.`,
      )
    }
    if (opaque.length === 0 && unclassified.length === 0)
      columns[name] = (category as ColumnTag | undefined) ?? 'non-personal' // as: the check compares it with the taxonomy
  }
  return columns
}
