import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import * as mini from 'zod/mini'
import { nonPersonal, personal } from './tag.ts'
import { walkTags } from './walk.ts'

const name = personal(z.string(), 'user.name')
const text = nonPersonal(z.string())

// every way in which zod wraps a schema, and the path at which the tag must be found
const wrapped: readonly [string, z.core.$ZodType, string][] = [
  ['optional', name.optional(), '$'],
  ['nullable', name.nullable(), '$'],
  ['nullish', name.nullish(), '$'],
  ['nonoptional', z.nonoptional(name.optional()), '$'],
  ['default', name.default('x' as never), '$'], // as: a brand cannot be written as a literal
  ['prefault', name.prefault('x'), '$'],
  ['catch', name.catch('x' as never), '$'], // as: the same
  ['readonly', name.readonly(), '$'],
  ['lazy', z.lazy(() => name), '$'],
  ['promise', z.promise(name), '$'],
  ['array', name.array(), '[]'],
  ['set', z.set(name), '{}'],
  ['tuple item', z.tuple([text, name]), '[1]'],
  ['tuple rest', z.tuple([text], name), '[]'],
  ['record value', z.record(text, name), '[*]'],
  ['record key', z.record(name as never, text), '<key>'], // as: zod types record keys as plain strings
  ['map key', z.map(name, text), '<key>'],
  ['map value', z.map(text, name), '<value>'],
  ['union', name.or(z.number()), '$'],
  ['intersection', z.intersection(z.object({ name }), z.object({})), 'name'],
  ['transform', name.transform((value) => value.length), '$'],
  ['preprocess', z.preprocess((value) => value, name), '$'],
  ['pipe', text.pipe(name), '$'],
  ['codec', z.codec(text, name, { decode: (value) => value, encode: (value) => value }), '$'],
  ['catchall', z.object({}).catchall(name), '*'],
  ['partial', z.object({ name }).partial(), 'name'],
  ['deep', z.object({ a: z.array(z.object({ b: name.optional() })) }), 'a[].b'],
  ['zod/mini', mini.object({ a: mini.optional(personal(mini.string(), 'user.name')) }), 'a'],
]

describe('walkTags', () => {
  test.each(wrapped)('finds a tag inside %s', (_title, schema, path) => {
    const { tags } = walkTags(schema)

    expect(tags).toHaveLength(1)
    expect(tags[0]).toMatchObject({ path, category: 'user.name', kind: 'direct' })
  })

  test('says through which arm of a union a tag was reached', () => {
    const schema = z.discriminatedUnion('type', [
      z.object({ type: z.literal('person'), name }),
      z.object({ type: z.literal('other'), size: nonPersonal(z.number()) }),
    ])

    expect(walkTags(schema)).toEqual({
      tags: [{ path: 'name', category: 'user.name', kind: 'direct', via: ['by type 1'] }],
      opaque: [],
      unclassified: [],
    })
  })

  test('lists fields that nobody classified, once, and no constants', () => {
    const schema = z.object({
      type: z.literal('a'),
      nothing: z.null(),
      state: z.enum(['on', 'off']),
      count: z.number().or(z.string()),
      at: z.date(),
    })

    expect(walkTags(schema).unclassified).toEqual(['state', 'count', 'at'])
  })

  test('takes a container that is tagged or non-personal as an answer for what is below it', () => {
    const schema = z.object({
      address: personal(z.object({ street: z.string(), notes: z.unknown() }), 'user.contact.address'),
      metrics: nonPersonal(z.object({ width: z.number(), by: name, more: z.looseObject({}) })),
    })

    const { tags, opaque, unclassified } = walkTags(schema)

    expect(tags.map(({ path, category }) => [path, category])).toEqual([
      ['address', 'user.contact.address'],
      ['metrics.by', 'user.name'],
    ])
    expect(opaque).toEqual([])
    expect(unclassified).toEqual([])
  })

  test('reports every place that it cannot look into', () => {
    const schema = z.object({
      any: z.any(),
      unknown: z.unknown(),
      custom: z.instanceof(Uint8Array),
      made: text.transform((value) => ({ value })),
      between: text.transform((value) => value.length).pipe(nonPersonal(z.number())),
      loose: z.looseObject({ text }),
      tagged: personal(z.unknown(), 'user.content.private'),
    })

    expect(walkTags(schema).opaque.map(({ path }) => path)).toEqual(['any', 'unknown', 'custom', 'made', 'loose.*'])
  })

  test('follows a recursive schema once, and one schema at two places twice', () => {
    const node = z.object({
      name,
      get children() {
        return z.array(node)
      },
    })
    const pair = z.object({ left: node, right: node })

    expect(walkTags(node).tags.map(({ path }) => path)).toEqual(['name'])
    expect(walkTags(pair).tags.map(({ path }) => path)).toEqual(['left.name', 'right.name'])
  })
})
