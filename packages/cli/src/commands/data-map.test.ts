import { fixturePolicy } from '@privacykit/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createTestProject, type TestProject } from '../test-project.ts'

let project: TestProject
beforeEach(() => {
  project = createTestProject()
  project.write('privacy.policy.ts', `export const policy = ${JSON.stringify(fixturePolicy)}\n`)
  project.write(
    'schema.ts',
    `import * as z from 'zod'\nimport { personal } from '@privacykit/pii'
    export const user = z.object({ email: personal(z.email(), 'user.contact.email'), note: z.string() })\n`,
  )
  project.write(
    'map.ts',
    `export const map = { subject: { table: 'users', key: 'id' }, tables: {
    users: { columns: { id: 'user.unique_id', email: 'user.contact.email' }, erase: 'delete' }, products: 'no-personal-data' } }\n`,
  )
})
afterEach(() => project.remove())

describe('privacykit data-map', () => {
  test('prints Markdown with the fields of schemas and tables', async () => {
    const { code, out } = await project.run(['data-map', 'schema.ts', 'map.ts'])

    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^# Data map of ${fixturePolicy.app}`))
    expect(out).toContain('| database.users (database) | email | E-mail address (user.contact.email) |')
    expect(out).toContain('schema.ts#user')
    expect(out).toContain('| schema.ts#user | note | nobody has classified it |')
    expect(out).toContain('**Security measures**: *not declared*')
  })

  test('writes a page to a file, and says where', async () => {
    const { code, out } = await project.run([
      ...['data-map', 'schema.ts', 'map.ts', '--format', 'html', '--out', 'map.html'],
      ...['--language', 'id', '--security', 'Encrypted disks.', '--subjects', 'pelanggan, pengunjung'],
    ])

    expect({ code, out }).toEqual({ code: 0, out: 'written  map.html' })
    const page = project.read('map.html')
    expect(page).toMatch(/^<!doctype html>\n<html lang="id"/)
    expect(page).toContain('Encrypted disks.')
    expect(page).toContain('<bdi>pengunjung</bdi>')
    expect(page).toContain('<svg class="flows"')
  })

  test('prints JSON with the map and the record', async () => {
    const { out } = await project.run(['data-map', 'schema.ts', 'map.ts', '--format', 'json'])

    const { rows, systems, record } = JSON.parse(out)

    expect(rows.map(({ source, path, system }: Record<string, string>) => [source, path, system])).toEqual([
      ['schema.ts#user', 'email', fixturePolicy.app],
      ['database.users', 'id', 'database'],
      ['database.users', 'email', 'database'],
    ])
    expect(Object.keys(systems)).toEqual([fixturePolicy.app, 'database'])
    expect(record.rows).toHaveLength(Object.keys(fixturePolicy.purposes).length)
  })

  test('prints a Fides file with datasets and a system', async () => {
    const { out } = await project.run([
      ...['data-map', 'schema.ts', 'map.ts', '--format', 'fideslang', '--subjects', 'customer'],
    ])

    const { dataset, system } = parse(out)

    expect(dataset[1].collections).toEqual([
      {
        name: 'users',
        fields: [
          { name: 'id', data_categories: ['user.unique_id'] },
          { name: 'email', data_categories: ['user.contact.email'] },
        ],
      },
    ])
    expect(system[0].dataset_references).toEqual(dataset.map((one: { fides_key: string }) => one.fides_key))
    expect(system[0].privacy_declarations[0].data_subjects).toEqual(['customer'])
  })

  test('keeps databases of two modules apart', async () => {
    project.write('other.ts', project.read('map.ts'))

    const { out } = await project.run(['data-map', 'map.ts', 'other.ts', '--format', 'json'])

    expect(JSON.parse(out).systems).toMatchObject({
      'database-1': { title: 'database (map.ts)' },
      'database-2': { title: 'database (other.ts)' },
    })
  })
})

describe('errors say what to do', () => {
  test.each([
    [['data-map'], 2, 'Name the modules'],
    [['data-map', 'schema.ts', '--format', 'pdf'], 2, 'md, html, json or fideslang'],
    [['data-map', 'gone.ts'], 1, 'There is no file gone.ts'],
    [['data-map', 'privacy.policy.ts'], 1, 'Name the modules that export them'],
    [['data-map', 'schema.ts', '--language', '!'], 1, 'no BCP 47 language tag'],
    [['data-map', 'schema.ts', '--out', 'no/such/map.md'], 1, 'Check that its folder exists'],
    [
      ['data-map', 'schema.ts', '--format', 'fideslang', '--subjects', 'our clients'],
      1,
      'use its keys of data subjects',
    ],
  ])('%j', async (args, code, message) => {
    expect(await project.run(args)).toMatchObject({ code, err: expect.stringContaining(message) })
  })
})
