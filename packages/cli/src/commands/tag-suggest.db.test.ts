import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestProject, type TestProject } from '../test-project.ts'

let project: TestProject
beforeEach(() => {
  project = createTestProject()
})
afterEach(() => project.remove())

/** The lines to write, by table and column. Fails when a part of a file could not be read. */
async function written(...files: string[]): Promise<Record<string, string | null>> {
  const { code, out } = await project.run(['tag', '--suggest', '--json', ...files])
  const { sources, problems } = JSON.parse(out)
  expect(problems).toEqual([])
  expect(code).toBe(0)
  return Object.fromEntries(
    sources.flatMap(({ table, fields }: { table: string; fields: { place: string; write: string | null }[] }) =>
      fields.map(({ place, write }) => [`${table}.${place}`, write]),
    ),
  )
}

test('PostgreSQL reads the file: a dump with rows, roles, extensions and foreign keys', async () => {
  project.write(
    'dump.sql',
    `SET search_path = '';
     CREATE EXTENSION IF NOT EXISTS citext;
     CREATE TYPE public.mood AS ENUM ('a', 'b');
     CREATE TABLE public.staff (id uuid DEFAULT uuid_generate_v4() PRIMARY KEY, email public.citext, "Odd Name" text, mood public.mood);
     ALTER TABLE public.staff OWNER TO shop;
     CREATE TABLE hr.leaves (id int, reports_to uuid REFERENCES public.staff (id), diagnosis text);
     COPY public.staff (id, email) FROM stdin;
it's; a row
\\.
     GRANT ALL ON public.staff TO shop;
     CREATE INDEX nowhere ON public.absent (x);\n`,
  )

  expect(await written('dump.sql')).toEqual({
    'staff.id': `id: 'user.unique_id',`,
    'staff.email': `email: 'user.contact.email',`,
    'staff.Odd Name': null,
    'staff.mood': null,
    'leaves.id': null,
    'leaves.reports_to': `reports_to: 'user.unique_id',`,
    'leaves.diagnosis': `diagnosis: 'user.health_and_medical',`,
  })
})

test('reads several files as migrations of one database', async () => {
  project.write('0001.sql', 'create table users (mail text, junk text);')
  project.write('0002.sql', 'alter table users drop column junk; alter table users rename column mail to email;')

  expect(await written('0001.sql', '0002.sql')).toEqual({ 'users.email': `email: 'user.contact.email',` })
})

test('names the statement that another dialect writes, and shows the rest', async () => {
  project.write(
    'my.sql',
    'CREATE TABLE person (email VARCHAR(100));\n\nCREATE TABLE `Lead` (\n  email VARCHAR(100)\n);\n',
  )

  const { code, out, err } = await project.run(['tag', '--suggest', 'my.sql'])

  expect(code).toBe(1)
  expect(out).toContain(`email: 'user.contact.email',`)
  expect(err).toContain('my.sql line 3: PostgreSQL cannot read `CREATE TABLE `Lead` ( email VARCHAR(100) )`')
  expect(err).toContain('looks like MySQL or MariaDB')
})

test('says so when a file makes no table', async () => {
  project.write('rows.sql', 'insert into a values (1);')

  expect(await project.run(['tag', '--suggest', 'rows.sql'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('no CREATE TABLE in here'),
  })
})
