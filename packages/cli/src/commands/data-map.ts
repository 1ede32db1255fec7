/** `privacykit data-map`: which personal data stands where, for what, who gets it and when it goes, from tags, tables and policy. */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type PolicyDocument, PrivacyError } from '@privacykit/contract'
import {
  type DataMap,
  dataMapHtml,
  dataMapMarkdown,
  dataMap as mapOf,
  type PageOptions,
  recordOfProcessing,
} from '@privacykit/pii/data-map'
import { type Command, parse, UsageError } from '../command.ts'
import type { Io } from '../io.ts'
import { loadModule, shown } from '../load-module.ts'
import { readPolicyFile } from '../policy-file.ts'
import { collectExports, type Exports } from '../schema-check.ts'
import { fideslangFile } from './data-map-fideslang.ts'

type Write = (map: DataMap, policy: PolicyDocument, options: PageOptions) => string

const FORMATS: Readonly<Record<string, Write>> = {
  md: dataMapMarkdown,
  html: dataMapHtml,
  json: (map, policy, options) => JSON.stringify({ ...map, record: recordOfProcessing(map, policy, options) }, null, 2),
  fideslang: fideslangFile,
}

export const dataMap: Command = {
  summary: 'print the data map and the record of processing (GDPR Art. 30)',
  usage: `privacykit data-map <module>... [--policy <file>] [--format md|html|json|fideslang] [--out <file>]
                    [--language <tag>] [--subjects <list>] [--security <text>]

  <module>    modules that export zod schemas with tags, or a data map of @privacykit/server
  --policy    the policy (default: privacy.policy.ts)
  --format    md (default), html: a page with a picture, json, or fideslang: YAML with datasets and a system
  --out       file to write; without it the map is printed
  --language  BCP 47 (default: the policy's first locale)
  --subjects  whose data it is, separated by commas: customers,visitors
  --security  the security measures in general words, for the record`,
  async run(args, io) {
    const { values, positionals } = parse(args, {
      policy: { type: 'string' },
      format: { type: 'string', default: 'md' },
      out: { type: 'string' },
      language: { type: 'string' },
      subjects: { type: 'string' },
      security: { type: 'string' },
    })
    const write = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined
    if (write === undefined)
      throw new UsageError(`There is no format "${values.format}". Use md, html, json or fideslang.`)
    if (positionals.length === 0) throw new UsageError('Name the modules that export your schemas or data maps.')
    const { policy } = await readPolicyFile(values.policy, io.cwd)
    const found = await readModules(positionals, io)
    const text = write(mapFrom(found, policy), policy, optionsOf(values))
    if (values.out === undefined) io.out(text.trimEnd())
    else await writeOut(values.out, text, io)
    return 0
  },
}

interface Found extends Exports {
  /** The module of each data map. */
  modules: string[]
}

async function readModules(names: readonly string[], io: Io): Promise<Found> {
  const found: Found = { schemas: {}, maps: [], modules: [] }
  for (const name of names) {
    const { schemas, maps } = collectExports(name, await loadModule(name, io.cwd))
    Object.assign(found.schemas, schemas)
    found.maps.push(...maps)
    found.modules.push(...maps.map(() => name))
  }
  if (Object.keys(found.schemas).length === 0 && found.maps.length === 0)
    throw new PrivacyError(
      'invalid-option',
      `Neither a zod schema nor a data map is exported by ${names.join(', ')}. Name the modules that export them.`,
    )
  return found
}

/** The schemas are what the app takes in; each data map is a database of its own. */
function mapFrom({ schemas, maps, modules }: Found, policy: PolicyDocument): DataMap {
  const databases = maps.map((map, index) => ({
    name: maps.length === 1 ? 'database' : `database-${index + 1}`,
    title: maps.length === 1 ? 'database' : `database (${modules[index]})`,
    map,
  }))
  return mapOf(schemas, policy, {
    databases: Object.fromEntries(databases.map(({ name, map }) => [name, map])),
    systems: {
      ...(Object.keys(schemas).length === 0 ? {} : { [policy.app]: { schemas: Object.keys(schemas) } }),
      ...Object.fromEntries(databases.map(({ name, title }) => [name, { title, databases: [name] }])),
    },
  })
}

interface Values {
  language?: string | undefined
  subjects?: string | undefined
  security?: string | undefined
}

function optionsOf({ language, subjects, security }: Values): PageOptions {
  const people = (subjects ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]))
  return {
    ...(language === undefined ? {} : { language }),
    ...(people.length === 0 ? {} : { subjects: people }),
    ...(security === undefined ? {} : { security }),
  }
}

async function writeOut(name: string, text: string, io: Io): Promise<void> {
  const path = resolve(io.cwd, name)
  try {
    await writeFile(path, text.endsWith('\n') ? text : `${text}\n`)
  } catch (cause) {
    const message = `${name} cannot be written. Check that its folder exists and that it is no folder itself.`
    throw new PrivacyError('invalid-option', message, { cause })
  }
  io.out(`written  ${shown(path, io.cwd)}`)
}
