import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { personal } from '../tag.ts'
import { columnsOf } from './column.ts'

const typeOf = (schema: z.core.$ZodType) => columnsOf({ field: schema }, {})[0]?.type

describe('columnsOf', () => {
  test.each([
    ['text', z.email().optional(), 'text'],
    ['a tagged text', personal(z.string(), 'user.name').nullable(), 'text'],
    ['numbers', z.int().default(1), 'double precision'],
    ['bigints', z.bigint(), 'numeric'],
    ['yes and no', z.boolean().catch(false), 'boolean'],
    ['dates', z.date().readonly(), 'timestamptz'],
    ['names of a list', z.enum(['a', 'b']), 'text'],
    ['one of some numbers', z.literal([1, 2]), 'double precision'],
    ['two kinds of text', z.union([z.email(), z.literal('none'), z.null()]), 'text'],
    [
      'a codec, by what it was decoded to',
      z.codec(z.string(), z.date(), { decode: (text) => new Date(text), encode: String }),
      'timestamptz',
    ],
    ['a pipe, by its output', z.string().transform(Number).pipe(z.number()), 'double precision'],
    ['text or number', z.union([z.string(), z.number()]), 'jsonb'],
    ['objects and lists', z.object({ a: z.array(z.object({ b: z.string().nullish() })) }), 'jsonb'],
    ['records', z.record(z.string(), z.tuple([z.number()], z.string())), 'jsonb'],
    ['one or many', z.union([z.string(), z.array(z.string())]), 'jsonb'],
  ])('keeps %s', (_title, schema, type) => {
    expect(typeOf(schema)).toBe(type)
  })

  test('keeps an object that contains itself as JSON', () => {
    const node = z.object({
      name: z.string(),
      get children() {
        return z.array(node)
      },
    })

    expect(typeOf(node)).toBe('jsonb')
  })

  test.each([
    ['maps', z.map(z.string(), z.string())],
    ['a date inside an object', z.object({ at: z.date() })],
    ['bigint or text', z.union([z.bigint(), z.string()])],
    ['anything', z.unknown()],
    ['what a transform makes', z.string().transform((text) => ({ text }))],
    ['a promise', z.promise(z.string())],
    ['nothing but null', z.null()],
  ])('asks for a column for %s', (_title, schema) => {
    expect(() => typeOf(schema)).toThrow(/Give the field field a column/)
  })

  test('takes a column that is given, and encodes with it', () => {
    const given = { field: { type: 'text[]', encode: (tags: Set<string>) => `{${[...tags].join(',')}}` } }

    const [column] = columnsOf({ field: z.set(z.string()) }, given)

    expect(column?.type).toBe('text[]')
    expect(column?.encode(new Set(['a', 'b']))).toBe('{a,b}')
    expect(column?.encode(undefined)).toBeNull()
  })

  test.each(['text; drop table x', "text default 'x'", 'text)', 'text -- x', '', 'text"', 'numeric(1,2', 'text/**/'])(
    'refuses a type that is more than one: %s',
    (type) => {
      expect(() => columnsOf({ field: z.string() }, { field: { type } })).toThrow(/Write the type of field/)
    },
  )

  test.each(['numeric(10, 2)', 'character varying(20)', 'timestamp(3) with time zone', 'text[]', 'pg_catalog.int4'])(
    'takes %s',
    (type) => {
      expect(columnsOf({ field: z.string() }, { field: { type } })[0]?.type).toBe(type)
    },
  )

  test('gives back null for null only where the field takes null', () => {
    const columns = columnsOf({ a: z.string().optional(), b: z.string().nullable(), c: z.string().nullish() }, {})

    expect(columns.map((column) => column.decode(null))).toEqual([undefined, null, null])
  })

  test('refuses names that the tables need, and names that PostgreSQL would cut', () => {
    expect(() => columnsOf({ privacykit_key: z.string() }, {})).toThrow(/otherwise/)
    expect(() => columnsOf({ privacykit_subject: z.string() }, {})).toThrow(/otherwise/)
    expect(() => columnsOf({ ['é'.repeat(32)]: z.string() }, {})).toThrow(/63 bytes/)
  })
})
