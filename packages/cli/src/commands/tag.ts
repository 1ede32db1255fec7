/** `privacykit tag`: the way in for a project that has no tags yet. Proposes, counts, and never writes. */
import { type Command, parse, UsageError } from '../command.ts'
import { dryRun } from './tag-dry-run.ts'
import { suggestTags } from './tag-suggest.ts'

export const tag: Command = {
  summary: 'propose tags for a schema, or count what a sink would take out of recorded payloads; writes nothing',
  usage: `privacykit tag --suggest <schema>... [--min <0..1>] [--all] [--json]
privacykit tag --dry-run <module> --payloads <file> [--event <name>] [--accepts <category,...>] [--json]

  --suggest   propose tags, from names alone; no value is ever read
  <schema>    a module that exports zod schemas or Drizzle tables, a .prisma file, SQL files of PostgreSQL
              (several are one database, as migrations are), or a postgres:// address (its password belongs into PGPASSWORD).
              Columns that a data map among the modules classifies count as tagged
  --min       show proposals from this confidence on (default: 0.6); it never passes 0.95
  --all       show also what stays open and what is tagged already

  --dry-run   count by event and path what would be taken out, and why; paths and categories, never a value
  <module>    exports the \`events\` of a sink, or one zod schema for each event
  --payloads  JSON lines: {"event": "...", "payload": {...}}, or bare payloads with --event
  --event     the event of all payloads in the file
  --accepts   categories that the sink would take, with those below them (default: none)

  --json      print the result as JSON`,
  async run(args, io) {
    const { values, positionals } = parse(args, {
      suggest: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      min: { type: 'string', default: '0.6' },
      all: { type: 'boolean', default: false },
      payloads: { type: 'string' },
      event: { type: 'string' },
      accepts: { type: 'string' },
      json: { type: 'boolean', default: false },
    })
    if (values.suggest === values['dry-run']) throw new UsageError('Say either --suggest or --dry-run.')
    const { min, all, json, payloads, event, accepts } = values
    return values.suggest
      ? suggestTags(positionals, { min, all, json }, io)
      : dryRun(positionals, { payloads, event, accepts, json }, io)
  },
}
