/** Columns of SQL files: PostgreSQL itself reads them, in an embedded database that is thrown away. */
import { catalogSources } from './catalog.ts'
import type { Mapped, SourcesRead } from './field-source.ts'
import { type Statement, statementsOf } from './sql-statements.ts'

/** What shapes tables. Rows, grants, indexes, functions and policies are left out. */
const SHAPES =
  /^(?:create\s+(?:(?:global|local)\s+)?(?:(?:temp|temporary|unlogged)\s+)?table|create\s+(?:type|domain|schema|sequence)|alter\s+(?:table|type|domain)|drop\s+(?:table|type|domain|schema)|do\s)/i
/** Needs roles, triggers or rows that only the real database has. */
const ELSEWHERE =
  /^alter\s[^;]*?\s(?:owner\s+to|(?:enable|disable|force|no\s+force)\s+(?:row|trigger|rule|replica|always)|replica\s+identity|cluster\s+on|set\s+statistics|validate\s+constraint|(?:attach|detach)\s+partition)\b/i
const MOST_REPAIRS = 50

export interface SqlFile {
  file: string
  text: string
}

/** All files go into one database, in their order, as migrations do. */
export async function sqlSources(files: readonly SqlFile[], mapped: Mapped): Promise<SourcesRead> {
  const { PGlite } = await import('@electric-sql/pglite')
  const database = await PGlite.create()
  try {
    const problems: string[] = []
    for (const { file, text } of files)
      for (const statement of statementsOf(text)) {
        if (!SHAPES.test(statement.text) || ELSEWHERE.test(statement.text)) continue
        const failure = await runRepaired(database, statement.text)
        if (failure !== null) problems.push(describe({ file, text, statement, failure }))
      }
    const name = files.length === 1 ? (files[0]?.file ?? '') : `${files.length} SQL files:`
    return { sources: await catalogSources(database, { file: name, kind: 'sql', mapped }), problems }
  } finally {
    await database.close()
  }
}

interface Executor {
  exec(sql: string): Promise<unknown>
}

/** Runs a statement; what an extension or another file would bring is made up first. Answers what failed all the same, or null. */
async function runRepaired(database: Executor, sql: string): Promise<unknown> {
  for (let repairs = 0; ; repairs++)
    try {
      await database.exec(sql)
      return null
    } catch (failure) {
      const repair = repairs < MOST_REPAIRS ? repairFor(failure) : null
      if (repair === null) return failure
      try {
        await database.exec(repair)
      } catch {
        // the repair was a guess; the failure that led to it is the one to tell
        return failure
      }
    }
}

/** A missing type becomes a text of that name, a missing schema is made, a missing function of a default answers null. */
function repairFor(failure: unknown): string | null {
  const { code, message } =
    failure instanceof Error ? (failure as Error & { code?: unknown }) : { code: null, message: '' } // as: PGlite puts the SQLSTATE there
  const name = /"([^"]+)"/.exec(message)?.[1]
  if (code === '42704' && name !== undefined && message.startsWith('type '))
    return `create domain ${quoted(name)} as text`
  if (code === '3F000' && name !== undefined) return `create schema ${quoted(name)}`
  const made = /^function ([\w.]+)\(\) does not exist/.exec(message)?.[1]
  if (code !== '42883' || made === undefined) return null
  return `create function ${quoted(made)}() returns ${/uuid/i.test(made) ? 'uuid' : 'text'} language sql as 'select null::${/uuid/i.test(made) ? 'uuid' : 'text'}'`
}

function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
}

interface Failed {
  file: string
  text: string
  statement: Statement
  failure: unknown
}

function describe({ file, text, statement, failure }: Failed): string {
  const start = statement.text.replace(/\s+/g, ' ')
  const shown = start.length > 60 ? `${start.slice(0, 60)}…` : start
  const why = failure instanceof Error ? failure.message : String(failure)
  return `${file} line ${statement.line}: PostgreSQL cannot read \`${shown}\`: ${why}.${adviceFor(text, failure)}`
}

const DIALECTS: readonly (readonly [RegExp, string])[] = [
  [/`\w+`|\bauto_increment\b|\bengine\s*=/i, 'MySQL or MariaDB'],
  [/\bautoincrement\b|\bwithout\s+rowid\b/i, 'SQLite'],
  [/\[\w+\]|\bnvarchar\b|\bidentity\s*\(|^\s*go\s*$|\bdbo\./im, 'SQL Server'],
  [/\bvarchar2\b|\bnumber\s*\(/i, 'Oracle'],
]

function adviceFor(text: string, failure: unknown): string {
  if (failure instanceof Error && /already exists/.test(failure.message))
    return ' Several SQL files are read as migrations of one database; give files that repeat a table one by one.'
  const dialect = DIALECTS.find(([pattern]) => pattern.test(text))?.[1]
  return dialect === undefined
    ? ''
    : ` The file looks like ${dialect}; only PostgreSQL is read. Give a Prisma or Drizzle schema instead, or PostgreSQL's own DDL.`
}
