import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { nonPersonal, personal } from '../tag.ts'
import { walkTags } from '../walk.ts'
import { schemaFields } from './schema-fields.ts'

interface Category {
  name: string
  children: Category[]
}
const category: z.ZodType<Category> = z.object({ name: z.string(), children: z.array(z.lazy(() => category)) })

const schemas: readonly [string, z.core.$ZodType][] = [
  ['an object', z.object({ email: z.email(), plan: nonPersonal(z.string()), when: z.date().optional() })],
  [
    'containers',
    z.object({
      list: z.array(z.object({ a: z.string() })),
      set: z.set(z.string()),
      pair: z.tuple([z.string()], z.number()),
    }),
  ],
  ['records and maps', z.object({ record: z.record(z.string(), z.number()), map: z.map(z.string(), z.boolean()) })],
  ['a union with one tagged arm', z.union([personal(z.string(), 'user.name'), z.number()])],
  ['a union with one opaque arm', z.union([z.unknown(), z.string()])],
  ['a covered container', nonPersonal(z.object({ email: z.string(), inner: z.object({ x: z.number() }) }))],
  [
    'transforms and pipes',
    z.object({ a: z.string().transform((text) => text.length), b: z.preprocess((it) => it, z.string()) }),
  ],
  [
    'catchall, any and enums',
    z.object({ any: z.any(), kind: z.enum(['a', 'b']), one: z.literal('x') }).catchall(z.string()),
  ],
  ['a recursive schema', category],
  ['a bare value', z.string()],
]

describe('schemaFields', () => {
  test.each(schemas)('leaves open what walkTags calls unclassified: %s', (_title, schema) => {
    const fields = schemaFields(schema)
    const { unclassified, opaque } = walkTags(schema)

    const open = fields.filter(({ said, opaque: why }) => said === null && why === null).map(({ path }) => path)
    const blind = fields.filter(({ said, opaque: why }) => said === null && why !== null).map(({ path }) => path)

    expect(open.toSorted()).toEqual(unclassified.toSorted())
    expect(blind.toSorted()).toEqual(
      [...new Set(opaque.map(({ path }) => path))].filter((path) => !unclassified.includes(path)).toSorted(),
    )
  })

  test('answers what was said, and the code that can be read back', () => {
    const schema = z.object({
      email: z.email().optional(),
      name: personal(z.string(), 'user.name').nullable(),
      size: z.number().min(3),
      tags: z.array(z.string()),
    })

    expect(schemaFields(schema)).toMatchObject([
      { path: 'email', name: 'email', type: 'string', said: null, code: 'z.email()', wrapped: ['optional'] },
      { path: 'name', said: { category: 'user.name', kind: 'direct' }, wrapped: ['nullable'] },
      { path: 'size', type: 'number', code: 'z.number(…)' },
      { path: 'tags[]', name: 'tags', code: 'z.string()' },
    ])
  })
})
