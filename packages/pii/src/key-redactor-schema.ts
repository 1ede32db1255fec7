/** Reads the tagged fields of schemas as keys, so that a tag also works where only the key is known. */
import type { PersonalKey } from './key-redactor-keys.ts'
import type { AnySchema } from './tag.ts'
import { walkTags } from './walk.ts'

/** The last key on the path to each tag. A tag at the root, or on entries of a root record, has none. */
export function keysOfSchemas(schemas: readonly AnySchema[]): PersonalKey[] {
  return schemas.flatMap((schema) =>
    walkTags(schema).tags.flatMap(({ path, category, kind }) => {
      // of a list, a record or a map the container's key: what is in it has no key of its own, or one that nobody knows
      const container = path.replace(/(?:\[[^\]]*\]|\{\}|<key>|<value>|\.\*)+$/, '')
      const key = container.slice(container.lastIndexOf('.') + 1)
      return key === '' || key === '$' ? [] : [{ key, category, kind, whole: true } as PersonalKey] // as: a tag's category is a key of the taxonomy
    }),
  )
}
