import { describe, expect, test } from 'vitest'
import { statementsOf } from './sql-statements.ts'

const texts = (sql: string) => statementsOf(sql).map(({ text }) => text)

describe('statementsOf', () => {
  test('ends a statement at `;`, but not in texts, names, comments and bodies', () => {
    const parts = [
      `select 'a;''b'`,
      `select E'it\\';s'`,
      `create table "odd;name" (a text)`,
      'create table `other;one` (a text)',
      `do $body$ begin raise 'x;'; end $body$`,
      'select 1 -- one; two\n + 1',
      'select /* a; b */ 2',
      "select type'd;'",
    ]

    expect(texts(`${parts.join(';\n')};`)).toEqual(parts)
  })

  test('knows the line of the first word, below comments', () => {
    const statements = statementsOf('-- head;\n\n/* more\n */ create table a ();\n\n  create table b ();\nselect 1')

    expect(statements).toEqual([
      { text: 'create table a ()', line: 4 },
      { text: 'create table b ()', line: 6 },
      { text: 'select 1', line: 7 },
    ])
  })

  test('leaves out the rows of COPY and the commands of psql', () => {
    const dump = `\\connect shop\nCOPY public.a (id, text) FROM stdin;\n1\tit's; here\n\\.\n\\restrict x\ncreate table b ();\n`

    expect(texts(dump)).toEqual(['COPY public.a (id, text) FROM stdin', 'create table b ()'])
  })

  test('takes a file that ends in the middle of something', () => {
    expect(texts("create table a (); select 'open")).toEqual(['create table a ()', "select 'open"])
    expect(texts('/* never closed')).toEqual(['/* never closed'])
    expect(texts('')).toEqual([])
  })

  test('takes linear time', () => {
    const sql = `insert into a values (${"'it''s', ".repeat(50_000)}1);\n`.repeat(4) + "'".repeat(50_001)

    const startedAt = performance.now()
    const statements = statementsOf(sql)

    expect(statements.length).toBeGreaterThanOrEqual(4)
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })
})
