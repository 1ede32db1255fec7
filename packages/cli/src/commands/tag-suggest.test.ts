import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestProject, type TestProject } from '../test-project.ts'

let project: TestProject
beforeEach(() => {
  project = createTestProject()
})
afterEach(() => project.remove())

interface Field {
  place: string
  proposed: boolean
  write: string | null
  note: string | null
}

async function fields(...args: string[]): Promise<Field[]> {
  const { out } = await project.run(['tag', '--suggest', '--json', ...args])
  return JSON.parse(out).sources.flatMap((source: { fields: Field[] }) => source.fields)
}

/** The code to write by place; null for a place that stays open or is tagged already. */
async function written(...args: string[]): Promise<Record<string, string | null>> {
  return Object.fromEntries((await fields(...args)).map(({ place, write }) => [place, write]))
}

const head = `import * as z from 'zod'\nimport { nonPersonal, personal } from '@privacykit/pii'\n`

describe('zod', () => {
  test('proposes code that tags first and wraps after, for what nobody has classified', async () => {
    project.write(
      'schemas.ts',
      `${head}export const user = z.object({
        email: z.email().optional(), name: z.string().min(1).nullable(), country: z.string(), sent: personal(z.string(), 'user.name'),
        address: z.object({ street: z.string() }), blob: z.unknown(), values: z.array(z.string()) })
      export const events = { viewed: z.object({ ip: z.string() }) }\n`,
    )

    expect(await written('schemas.ts')).toEqual({
      email: `personal(z.email(), 'user.contact.email').optional()`,
      name: `personal(z.string(…), 'user.name').nullable()`,
      country: `personal(z.string(), 'user.contact.address.country', { kind: 'quasi' })`,
      sent: null,
      'address.street': `personal(z.string(), 'user.contact.address.street')`,
      blob: null,
      'values[]': null,
      ip: `personal(z.string(), 'user.device.ip_address', { kind: 'pseudonym' })`,
    })
  })

  test('wraps as zod/mini does', async () => {
    project.write(
      'mini.ts',
      `import * as z from 'zod/mini'\nexport const user = z.object({ email: z.optional(z.email()) })\n`,
    )

    expect(await written('mini.ts')).toEqual({ email: `z.optional(personal(z.email(), 'user.contact.email'))` })
  })

  test('prints a table, what stays open, tags to doubt, and that nothing was written', async () => {
    const text = `${head}export const user = z.object({ email: z.email(), value: z.string(), phone: nonPersonal(z.string()) })\n`
    project.write('schemas.ts', text)

    const { code, out } = await project.run(['tag', '--suggest', 'schemas.ts'])

    expect(code).toBe(0)
    expect(out.split('\n')).toEqual([
      'schemas.ts#user',
      `  email  0.95  reads as an e-mail address  personal(z.email(), 'user.contact.email')`,
      '  note  phone is marked as non-personal, but reads as a phone number',
      '  open  1: value',
      '',
      '3 places: 1 proposal, 1 tagged already, 1 open.',
      'Nothing was written. A name is no proof: look at each field, then put the line into your code.',
    ])
    expect(project.read('schemas.ts')).toBe(text)
  })

  test('shows what is less sure below --min, and everything with --all', async () => {
    project.write('schemas.ts', `${head}export const form = z.object({ country: z.string(), x: z.string() })\n`)

    expect(await written('schemas.ts')).toMatchObject({ country: null })
    expect(await written('--min', '0.5', 'schemas.ts')).toMatchObject({ country: expect.stringContaining('personal(') })
    const { out } = await project.run(['tag', '--suggest', '--all', 'schemas.ts'])
    expect(out).toContain('0.55  open: perhaps user.contact.address.country')
    expect(out).toContain('open: not detected')
  })
})

// loading drizzle-orm takes seconds on a busy machine
describe('Drizzle', { timeout: 30_000 }, () => {
  const tables = `import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
    export const customers = pgTable('users', { id: uuid('id').primaryKey(), mail: text('e_mail'), verified: boolean('email_verified') })
    export const orders = pgTable('orders', { id: integer('id'), buyer: uuid('buyer').references(() => customers.id) })\n`

  test('proposes lines by the names in the database, and follows foreign keys', async () => {
    project.write('tables.ts', tables)

    expect(await fields('tables.ts')).toMatchObject([
      { place: 'id', write: `id: 'user.unique_id',` },
      { place: 'e_mail', write: `e_mail: 'user.contact.email',` },
      { place: 'email_verified', write: `email_verified: 'non-personal',` },
      { place: 'id', write: null },
      { place: 'buyer', write: `buyer: 'user.unique_id',` },
    ])
  })

  test('counts columns that a data map classifies as tagged', async () => {
    project.write('tables.ts', tables)
    project.write(
      'map.ts',
      `export const map = { subject: { table: 'users', key: 'id' }, tables: { users: { columns: { id: 'user.unique_id', e_mail: 'non-personal' }, erase: 'delete' } } }\n`,
    )

    const found = await fields('tables.ts', 'map.ts')

    expect(found.filter(({ proposed }) => proposed).map(({ place }) => place)).toEqual(['email_verified', 'buyer'])
    expect(found.find(({ place }) => place === 'e_mail')?.note).toBe(
      'marked as non-personal, but reads as an e-mail address',
    )
  })
})

describe('Prisma', () => {
  test('proposes lines by the names in the database, and follows relations', async () => {
    project.write(
      'schema.prisma',
      `model User {
  id     Int     @id
  email  String? @unique @map("e_mail")
  role   Role
  emails String[]
  posts  Post[]
  @@map("users")
}
model Post {
  id     Int  @id
  by     User @relation(fields: [byKey], references: [id])
  byKey  Int  @map("by_key")
}
enum Role {
  ADMIN
}
`,
    )

    expect(await fields('schema.prisma')).toMatchObject([
      { place: 'id', write: `id: 'user.unique_id',` },
      { place: 'e_mail', write: `e_mail: 'user.contact.email',` },
      { place: 'role', write: null },
      { place: 'emails', write: `emails: 'user.contact.email',` },
      { place: 'id', write: null },
      { place: 'by_key', write: `by_key: 'user.unique_id',` },
    ])
  })

  test('names the line of a file that it cannot read', async () => {
    project.write('schema.prisma', 'model User {\n  id Int @id\n}\nmodel {\n')

    expect(await project.run(['tag', '--suggest', 'schema.prisma'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('schema.prisma, line 4: this is not a Prisma schema'),
    })
  })
})

describe('mistakes', () => {
  test.each([
    [['tag'], 2, 'either --suggest or --dry-run'],
    [['tag', '--suggest'], 2, 'Say which schemas'],
    [['tag', '--suggest', 'a.ts', '--min', '2'], 2, '--min is a number from 0 to 1'],
    [['tag', '--suggest', 'a.ts', '--min', ''], 2, '--min is a number from 0 to 1'],
    [['tag', '--suggest', 'gone.ts'], 1, 'no file gone.ts'],
    [['tag', '--suggest', 'gone.sql'], 1, 'gone.sql cannot be read'],
    [['tag', '--suggest', 'schema.graphql'], 1, 'a schema is a module'],
    [['tag', '--suggest', 'empty.ts'], 1, 'exports no zod schema'],
    [['tag', '--suggest', 'postgres://jane:secret@127.0.0.1:1/shop'], 1, 'database 127.0.0.1:1/shop cannot be read'],
  ])('%j', async (args, code, message) => {
    project.write('empty.ts', 'export const a = 1\n')

    const outcome = await project.run(args)

    expect(outcome).toMatchObject({ code, err: expect.stringContaining(message) })
    expect(outcome.err).not.toContain('secret')
  })
})
