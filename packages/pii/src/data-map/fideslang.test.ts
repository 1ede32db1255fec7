import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { nonPersonal, personal } from '../tag.ts'
import { walkTags } from '../walk.ts'
import { dataMap } from './data-map.ts'
import { type FideslangDataset, readDataset } from './fideslang-dataset.ts'
import { toFideslangDataset } from './fideslang-export.ts'
import { allFields, fromFideslangDataset } from './fideslang-import.ts'
import { schemasFromDataset } from './fideslang-schemas.ts'
import { toFideslangSystem } from './fideslang-system.ts'
import { EXAMPLE_DATASET } from './test-dataset.ts'
import { examplePolicy } from './test-policy.ts'

const folder = join(import.meta.dirname, '../../../../../shared/data/databases/fides/dataset')
const files = existsSync(folder) ? globSync('*.yml', { cwd: folder }).toSorted() : []
const datasets: [string, FideslangDataset][] = [
  ['our example', EXAMPLE_DATASET] as const,
  ...files.map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const),
].flatMap(([file, text]) => parse(text).dataset.map((dataset: FideslangDataset) => [file, dataset]))

describe.each(datasets)('%s', (_file, dataset) => {
  test('comes back as it was', () => {
    expect(toFideslangDataset(fromFideslangDataset(dataset))).toEqual(dataset)
  })

  test('gives tagged schemas whose data map and export have the same personal categories in the same fields', () => {
    const imported = fromFideslangDataset(dataset)
    const named = imported.collections.flatMap(({ name, fields }) =>
      allFields(fields).flatMap(({ path, personal }) => personal.map((category) => `${name} ${path} ${category}`)),
    )

    const { rows } = dataMap(schemasFromDataset(imported), examplePolicy)
    const again = fromFideslangDataset(toFideslangDataset(schemasFromDataset(imported), { key: 'again' }))

    expect(rows.map(({ source, path, category }) => `${source} ${path} ${category}`).toSorted()).toEqual(
      named.toSorted(),
    )
    const categories = (from: typeof imported) =>
      from.collections.flatMap(({ name, fields }) =>
        allFields(fields).flatMap((field) => field.personal.map((category) => `${name} ${field.name} ${category}`)),
      )
    expect(categories(again).toSorted()).toEqual(categories(imported).toSorted())
  })
})

describe('an imported dataset', () => {
  const [[, dataset] = ['', undefined]] = datasets
  const imported = fromFideslangDataset(dataset)
  const [customer, order] = imported.collections
  const standing = (name: string) => customer?.fields.find((field) => field.name === name)?.standing

  test('says of each field whether it is personal', () => {
    expect(['email', 'created', 'mood', 'address'].map(standing)).toEqual([
      ...['personal', 'non-personal', 'unclassified', 'container'],
    ])
  })

  test('passes the categories of a collection on to its fields', () => {
    expect(order?.fields.map(({ name, categories, personal }) => [name, categories, personal])).toEqual([
      ['customer_id', ['user.unique_id'], ['user.behavior.purchase_history', 'user.unique_id']],
      ['total', null, ['user.behavior.purchase_history']],
    ])
  })

  test('names what none of our tools acts on', () => {
    expect(imported.unused).toEqual([
      'meta',
      'customer: fides_meta',
      'customer.email: fides_meta.masking_strategy_override',
      'customer.tags[]: fides_meta.return_all_elements',
    ])
  })

  test('writes a change of ours back', () => {
    const changed = structuredClone(imported)
    for (const field of changed.collections[0]?.fields ?? []) if (field.name === 'mood') field.categories = ['user']

    const { collections } = toFideslangDataset(changed, { key: 'kiosk_2' })

    expect(collections[0]?.fields.find(({ name }) => name === 'mood')).toEqual({
      name: 'mood',
      data_categories: ['user'],
    })
  })

  test('takes null for absent, as Fides does', () => {
    const bare = { fides_key: 'a', collections: [] }

    expect(toFideslangDataset(fromFideslangDataset({ ...bare, name: null, meta: null }))).toEqual(bare)
  })

  test('leaves a field untagged that nobody has classified', () => {
    const schemas = schemasFromDataset(imported)

    expect(walkTags(schemas.customer as z.core.$ZodType).opaque).toEqual([
      { path: 'mood', why: 'unknown says nothing about its values' },
    ])
  })

  test.each([
    ['no object', 7, 'the whole'],
    ['a bad key', { fides_key: 'a b', collections: [] }, 'fides_key'],
    [
      'a field without a name',
      { fides_key: 'a', collections: [{ name: 'b', fields: [{}] }] },
      'collections.0.fields.0.name',
    ],
  ])('is refused with the path of what is wrong: %s', (_case, value, path) => {
    expect(() => readDataset(value)).toThrow(`This is no fideslang dataset: see ${path}`)
  })
})

describe('a data map as a dataset', () => {
  const order = z.object({
    lines: z.array(z.object({ gift: z.object({ to: personal(z.string(), 'user.name') }) })),
    phones: z.array(personal(z.string(), 'user.contact.phone_number')),
    byPlace: z.record(personal(z.string(), 'user.location'), personal(z.string(), 'user.content.private')),
    size: nonPersonal(z.number()),
    note: z.string(),
  })
  const users = { columns: { id: 'user.unique_id', at: 'non-personal' }, erase: 'delete' } as const
  const map = dataMap({ 'server/schema.ts#order': order }, examplePolicy, {
    databases: { main: { tables: { users } } },
  })

  test('nests fields as paths do', () => {
    const { collections } = toFideslangDataset(map, { key: 'kiosk', description: 'All of it' })

    expect(collections).toEqual([
      {
        name: 'order',
        fields: [
          {
            name: 'lines',
            fides_meta: { data_type: 'object[]' },
            fields: [
              {
                name: 'gift',
                fides_meta: { data_type: 'object' },
                fields: [{ name: 'to', data_categories: ['user.name'] }],
              },
            ],
          },
          { name: 'phones', data_categories: ['user.contact.phone_number'] },
          { name: 'byPlace', data_categories: ['user.location', 'user.content.private'] },
          { name: 'note' },
        ],
      },
      { name: 'users', fields: [{ name: 'id', data_categories: ['user.unique_id'] }] },
    ])
  })

  test('takes one system, and names of ours', () => {
    const { collections } = toFideslangDataset(map, {
      ...{ key: 'kiosk_db', system: 'main' },
      collections: { 'main.users': { name: 'people', description: 'Who signs in' } },
    })

    expect(collections).toMatchObject([{ name: 'people', description: 'Who signs in' }])
  })

  test('is what Fides reads', () => {
    const dataset = toFideslangDataset(map, { key: 'kiosk' })

    expect(readDataset(dataset)).toEqual(dataset)
    expect(() => toFideslangDataset(map, { key: 'a b' })).toThrow('A Fides key has letters')
  })

  test('keeps the whole source where two would have one name', () => {
    const { collections } = toFideslangDataset({ 'a.ts#user': order, 'b.ts#user': order }, { key: 'kiosk' })

    expect(collections.map(({ name }) => name)).toEqual(['a_ts_user', 'b_ts_user'])
  })
})

describe('a policy as a system', () => {
  const map = dataMap({}, examplePolicy)

  test('declares each purpose with basis, sharing, cookies and retention', () => {
    const { privacy_declarations, ...system } = toFideslangSystem(map, examplePolicy, { datasets: ['kiosk_db'] })

    expect(privacy_declarations[1]).toEqual({
      name: 'News',
      data_categories: ['user.contact.email'],
      data_use: 'marketing.communications',
      data_subjects: [],
      legal_basis_for_processing: 'Consent',
      retention_period: '1 day after the account ends',
      processes_special_category_data: false,
      data_shared_with_third_parties: true,
      third_parties: 'Twin Stores',
      shared_categories: ['user.contact.email'],
      cookies: [{ name: '_news' }],
    })
    expect(system).toMatchObject({
      ...{ fides_key: 'kiosk', does_international_transfers: true, uses_cookies: true, dpo: 'dpo@kiosk.example' },
      ...{ legal_basis_for_transfers: ['Standard contractual clauses'], dataset_references: ['kiosk_db'] },
    })
  })

  test('takes the data use from the app, and invents none', () => {
    const uses = (options = {}) =>
      toFideslangSystem(map, examplePolicy, options).privacy_declarations.map(({ data_use }) => data_use)

    expect(uses()).toEqual(['essential.service', 'marketing.communications', 'collect'])
    expect(uses({ uses: { watch: 'essential.fraud_detection' } })[2]).toBe('essential.fraud_detection')
  })
})
