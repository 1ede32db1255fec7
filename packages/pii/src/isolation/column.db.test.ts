import fc from 'fast-check'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import * as z from 'zod'
import { nonPersonal, personal } from '../tag.ts'
import { createIsolatedTables } from './postgres.ts'
import { split } from './split.ts'
import { literal, quoted } from './sql-name.ts'
import { describeDatabases, select } from './test-databases.ts'

const policy = { purposes: { all: { data: ['user.content'] } } } as const
const tag = <S extends z.core.$ZodType>(schema: S) => personal(schema as never, 'user.content.private') as unknown as S // as: brands are in the way of literals here

const everyKind = z.object({
  text: tag(z.string()),
  count: tag(z.number()),
  big: tag(z.bigint()),
  on: tag(z.boolean()),
  at: tag(z.date()),
  maybe: tag(z.string()).optional(),
  none: tag(z.string()).nullable(),
  deep: tag(z.object({ list: z.array(z.union([z.string(), z.number(), z.null()])) })),
  bytes: tag(z.instanceof(Uint8Array)),
  note: nonPersonal(z.string()),
  ratio: nonPersonal(z.number()),
  flags: nonPersonal(z.array(z.boolean())),
})

// PostgreSQL keeps no zero byte in a text, and no half of a surrogate pair
const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', ''))
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0 || 0)
const record = fc.record(
  {
    text,
    count: number,
    big: fc.bigInt(),
    on: fc.boolean(),
    at: fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }),
    maybe: text,
    none: fc.option(text),
    deep: fc.record({ list: fc.array(fc.oneof(text, fc.integer(), fc.constant(null))) }, { noNullPrototype: true }),
    bytes: fc.uint8Array().map((bytes) => new Uint8Array(bytes)),
    note: text,
    ratio: number,
    flags: fc.array(fc.boolean()),
  },
  {
    requiredKeys: ['text', 'count', 'big', 'on', 'at', 'none', 'deep', 'bytes', 'note', 'ratio', 'flags'],
    noNullPrototype: true,
  },
)

describeDatabases('columns of isolated tables', (target) => {
  const make = (name = 'everything') =>
    createIsolatedTables({
      ...{ name, split: split(everyKind), client: target.sql, reader, policy },
      decide: () => ({ allowed: true, reason: 'contract' }),
      columns: {
        bytes: {
          type: 'bytea',
          encode: (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}`,
          decode: (hex) => new Uint8Array(Buffer.from(hex.slice(2), 'hex')),
        },
      },
    })
  let reader: string
  beforeAll(async () => {
    reader = target.newRole()
    await make().migrate()
  })

  test('gives back what was put in, of every kind', async () => {
    await fc.assert(
      fc.asyncProperty(record, async (row) => {
        const joinKey = await make().insert(row, { subject: 'u_1' })

        const box = await make().join({ subject: 'u_1', purpose: 'all', by: 'test', joinKey })

        const rows = box.reveal({
          ...{ purpose: 'all', decision: { allowed: true, reason: 'contract' }, subjects: ['u_1'], audit: () => {} },
        })
        expect(rows).toEqual([row])
      }),
      { numRuns: 30 },
    )
  })

  test('finds rows of the non-personal part by values of every kind', async () => {
    const row = everyKind.parse({
      ...{ text: 't', count: 1, big: 1n, on: true, at: new Date(0), none: null, deep: { list: [] } },
      ...{ bytes: new Uint8Array(), note: `it's "this"`, ratio: 0.1, flags: [true, false] },
    })
    await make().insert(row, { subject: 'u_2' })

    expect(await make().readNonPersonal({ note: `it's "this"`, ratio: 0.1, flags: [true, false] })).toHaveLength(1)
    expect(await make().readNonPersonal({ note: `it's "this"`, flags: [false, true] })).toHaveLength(0)
  })

  test('takes any session setting in its stride', async () => {
    await make().migrate()
    const at = new Date('2026-11-26T04:05:06.789Z')
    const row = everyKind.parse({
      ...{ text: 't', count: 0.1, big: -1n, on: false, at, none: null, deep: { list: [] } },
      ...{ bytes: new Uint8Array([0, 255]), note: 'n', ratio: 1e21, flags: [] },
    })
    const [{ name } = {}] = await select(target.sql, 'select current_database() as name')
    const settings = [`timezone to 'Asia/Jakarta'`, `datestyle to 'German, DMY'`, `intervalstyle to 'iso_8601'`]
    // PGlite has one session; new sessions of a server start with what the database says
    for (const setting of settings)
      await target.sql.query(target.name === 'pglite' ? `set ${setting}` : `alter database "${name}" set ${setting}`)

    const rows = await target.as(await ownerRole(), async (sql) => {
      const tables = createIsolatedTables({
        ...{ name: 'elsewhere', split: split(everyKind), client: sql, reader, policy },
        schemas: { personal: 'elsewhere_personal', nonPersonal: 'elsewhere_app' },
        decide: () => ({ allowed: true, reason: 'contract' }),
        columns: {
          bytes: {
            type: 'bytea',
            encode: (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}`,
            decode: (hex) => new Uint8Array(Buffer.from(hex.slice(2), 'hex')),
          },
        },
      })
      await tables.migrate()
      await tables.insert(row, { subject: 'u_3' })
      const box = await tables.join({ subject: 'u_3', purpose: 'all', by: 'test' })
      return box.reveal({
        ...{ purpose: 'all', decision: { allowed: true, reason: 'contract' }, subjects: ['u_3'], audit: () => {} },
      })
    })

    expect(rows).toEqual([row])
  })

  async function ownerRole(): Promise<string> {
    const role = target.newRole()
    await target.sql.query(`create role ${role} nologin`)
    const [{ name } = {}] = await select(target.sql, 'select current_database() as name')
    await target.sql.query(`grant create on database "${name}" to ${role}`)
    return role
  }
})

describeDatabases('hostile names', (target) => {
  const HOSTILE = `a"; drop schema "x" cascade; -- ' \\ $$ $1 %I`
  const schema = z.object({
    [`p${HOSTILE}`]: personal(z.string(), 'user.content.private'),
    __proto__x: personal(z.string(), 'user.content.private'),
    [`n${HOSTILE}`]: nonPersonal(z.string()),
    constructor: nonPersonal(z.string()),
  })
  let reader: string
  beforeEach(async () => {
    await target.sql.query('create schema if not exists x')
    reader = target.newRole(`'"\\ $$`)
  })

  test('are names and nothing else', async () => {
    const record = schema.parse({
      ...{ [`p${HOSTILE}`]: HOSTILE, __proto__x: `'; --`, [`n${HOSTILE}`]: `$1 "`, constructor: '\\' },
    })
    const tables = createIsolatedTables({
      ...{ name: `t${HOSTILE.slice(0, 40)}`, split: split(schema), client: target.sql, reader, policy },
      schemas: { personal: `s${HOSTILE}`, nonPersonal: `o${HOSTILE}` },
      decide: () => ({ allowed: true, reason: 'contract' }),
    })

    await tables.migrate()
    await tables.migrate()
    await tables.insert(record, { subject: HOSTILE })
    const box = await tables.join({ subject: HOSTILE, purpose: 'all', by: HOSTILE })
    await tables.shuffle()

    const found = box.reveal({
      ...{ purpose: 'all', decision: { allowed: true, reason: 'contract' }, subjects: [HOSTILE], audit: () => {} },
    })
    expect(found).toEqual([record])
    expect(await tables.readNonPersonal({ constructor: '\\' } as never)).toHaveLength(1) // as: a computed name has no type
    expect(await tables.exposures()).toEqual([])
    expect(await tables.accesses(HOSTILE)).toMatchObject([{ by: HOSTILE, allowed: true }])
    expect(await tables.erase(HOSTILE)).toBe(1)
    expect(await select(target.sql, `select to_regnamespace('x')::text as x`)).toEqual([{ x: 'x' }])
    const readerSees = `select * from ${quoted(`s${HOSTILE}`)}.${quoted(`t${HOSTILE.slice(0, 40)}`)}`
    await expect(target.as(reader, (sql) => select(sql, readerSees))).rejects.toMatchObject({ code: '42501' })
    await target.sql.query(`drop owned by ${quoted(reader)}`)
  })

  test('a text in quotes is read as it was written, whatever it contains', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (raw) => {
        const value = raw.replaceAll('\0', '')

        expect(await select(target.sql, `select ${literal(value)} as value`)).toEqual([{ value }])
      }),
      { numRuns: 50, examples: [[`\\'`], [`'\\`], ['\\\\'], [`''`]] },
    )
  })
})

test('a name that PostgreSQL would cut, or that is none, is refused', () => {
  expect(() => quoted('a'.repeat(64))).toThrow(/63 bytes/)
  expect(() => quoted('')).toThrow(/63 bytes/)
  expect(() => quoted('a\0b')).toThrow(/63 bytes/)
  expect(quoted('a'.repeat(63))).toHaveLength(65)
})
