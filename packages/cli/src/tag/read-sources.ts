/** Finds out what kind of schema each argument is, and reads all of them. */
import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { PrivacyError } from '@privacykit/contract'
import type { Io } from '../io.ts'
import { loadModule } from '../load-module.ts'
import { collectExports, type Exports } from '../schema-check.ts'
import { type CatalogReader, catalogSources } from './catalog.ts'
import { drizzleSources } from './drizzle-source.ts'
import type { FieldSource, Mapped, SourcesRead } from './field-source.ts'
import { prismaSources } from './prisma-source.ts'
import { sqlSources } from './sql-source.ts'
import { zodSources } from './zod-source.ts'

const MODULES: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'])
const ADDRESS = /^postgres(?:ql)?:\/\//

/**
 * Reads modules (zod, Drizzle, data maps), `.prisma`, `.sql` and `postgres://` addresses. Throws `invalid-option` for a file
 * that is missing or of no known kind, and for a module that exports nothing that can be read.
 */
export async function readSources(names: readonly string[], io: Io): Promise<SourcesRead> {
  const modules = new Map<string, Record<string, unknown>>()
  for (const name of names) {
    if (ADDRESS.test(name)) continue
    const kind = extname(name)
    if (MODULES.has(kind)) modules.set(name, await loadModule(name, io.cwd))
    else if (kind !== '.sql' && kind !== '.prisma')
      throw new PrivacyError(
        'invalid-option',
        `${name}: a schema is a module (.ts, .js), a .prisma file, a .sql file or a postgres:// address.`,
      )
  }
  const mapped = mappedColumns([...modules].flatMap(([name, module]) => collectExports(name, module).maps))
  const sources = [...modules].flatMap(([name, module]) => moduleSources(name, module, mapped))
  const problems: string[] = []
  for (const name of names) {
    if (extname(name) === '.prisma') sources.push(...(await prismaSources(name, await textOf(name, io.cwd), mapped)))
    if (ADDRESS.test(name)) {
      const found = await databaseSources(name, mapped)
      sources.push(...found)
      if (found.length === 0) problems.push(`${hostOf(name)}: no table that this user may see.`)
    }
  }
  const sqlNames = names.filter((name) => extname(name) === '.sql')
  if (sqlNames.length > 0) {
    const files = await Promise.all(sqlNames.map(async (file) => ({ file, text: await textOf(file, io.cwd) })))
    const read = await sqlSources(files, mapped)
    sources.push(...read.sources)
    problems.push(...read.problems)
    if (read.sources.length === 0 && read.problems.length === 0)
      problems.push(`${sqlNames.join(', ')}: no CREATE TABLE in here. Give the file that makes the tables.`)
  }
  return { sources, problems }
}

function moduleSources(name: string, module: Readonly<Record<string, unknown>>, mapped: Mapped): FieldSource[] {
  const sources = [...zodSources(name, module), ...drizzleSources(name, module, mapped)]
  if (sources.length === 0 && collectExports(name, module).maps.length === 0)
    throw new PrivacyError('invalid-option', `${name} exports no zod schema, Drizzle table or data map. Export one.`)
  return sources
}

function mappedColumns(maps: Exports['maps']): Mapped {
  const mapped = new Map<string, Map<string, string>>()
  for (const { tables } of maps)
    for (const [table, entry] of Object.entries(tables)) {
      if (entry === 'no-personal-data') continue
      mapped.set(table, new Map([...(mapped.get(table) ?? []), ...Object.entries(entry.columns)]))
    }
  return mapped
}

/** What is used of node-postgres. */
interface PgModule {
  Client: new (options: {
    connectionString: string
    connectionTimeoutMillis: number
  }) => CatalogReader & { connect(): Promise<void>; end(): Promise<void> }
}

async function databaseSources(address: string, mapped: Mapped): Promise<FieldSource[]> {
  const { default: pg }: { default: PgModule } = await import('pg' as string) // as: its types are no dependency of this package
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    return await catalogSources(client, { file: hostOf(address), kind: 'database', mapped })
  } catch (cause) {
    throw new PrivacyError('unavailable', `${hostOf(address)} cannot be read. Check the address and the rights.`, {
      cause,
    })
  } finally {
    await client.end()
  }
}

/** The address without user and password, which are never repeated. */
function hostOf(address: string): string {
  const url = URL.parse(address)
  return url === null ? 'the database' : `database ${url.host}${url.pathname}`
}

async function textOf(name: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, name), 'utf8')
  } catch (cause) {
    throw new PrivacyError('invalid-option', `${name} cannot be read. Check the path.`, { cause })
  }
}
