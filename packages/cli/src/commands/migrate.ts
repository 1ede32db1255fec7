/** `privacykit migrate`: brings the backend's tables up to this version. */
import { resolve } from 'node:path'
import { type Command, parse, UsageError } from '../command.ts'
import type { Io } from '../io.ts'
import { openDatabase } from '../open-database.ts'

export const migrate: Command = {
  summary: 'bring a backend database up to this version',
  usage: `privacykit migrate [--database <folder>]

  --database  folder of an embedded database, or a postgres:// address. An address has a password in it:
              better put it into the environment variable PRIVACY_DATABASE`,
  async run(args, io) {
    const { values, positionals } = parse(args, { database: { type: 'string' } })
    if (positionals.length > 0) throw new UsageError('Name the database with --database.')
    const { migrate: migrateDatabase } = await import('@privacykit/backend')
    const { applied } = await migrateDatabase(await openDatabase(whereOf(values.database, io)))
    for (const name of applied) io.out(`applied  ${name}`)
    io.out(applied.length === 0 ? 'The database is up to date.' : 'Done.')
    return 0
  },
}

function whereOf(option: string | undefined, io: Io): string {
  const where = option ?? io.env.PRIVACY_DATABASE
  if (where === undefined || where === '')
    throw new UsageError('Say with --database, or in PRIVACY_DATABASE, which database.')
  return where.includes('://') ? where : resolve(io.cwd, where)
}
