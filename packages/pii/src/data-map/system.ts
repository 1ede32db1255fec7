/** Says in which system each schema and each database lives. */
import { PrivacyError } from '@privacykit/contract'
import type { DatabaseTables } from './database.ts'

/** A system as an app describes it. */
export interface SystemPlan {
  /** Names of schemas, as given to `dataMap`. */
  schemas?: readonly string[]
  /** Names in `databases`. */
  databases?: readonly string[]
  /** Default: the system's name. */
  title?: string
  /** ISO 3166 code of the country where it stands. */
  location?: string
}

/** A system of the map. */
export interface DataMapSystem {
  title: string
  /** Where it stands; null when nobody said so. */
  location: string | null
  schemas: string[]
  databases: string[]
}

interface Sources {
  schemas: Readonly<Record<string, unknown>>
  databases: Readonly<Record<string, DatabaseTables>>
  /** Name of the system that takes every schema without one. */
  app: string
}

type SourceKind = 'schema' | 'database'

/** The systems, those that were declared first, and the name of the system of each source. */
export function systemsOf(
  plans: Readonly<Record<string, SystemPlan>>,
  { schemas, databases, app }: Sources,
): { systems: Record<string, DataMapSystem>; systemOf: (kind: SourceKind, source: string) => string } {
  const systems = new Map<string, DataMapSystem>()
  const home = new Map<string, string>()
  const place = (kind: SourceKind, source: string, name: string) => {
    const system = systems.get(name) ?? { title: name, location: null, schemas: [], databases: [] }
    system[kind === 'schema' ? 'schemas' : 'databases'].push(source)
    systems.set(name, system)
    home.set(`${kind} ${source}`, name)
  }
  for (const [name, plan] of Object.entries(plans)) {
    systems.set(name, { title: plan.title ?? name, location: plan.location ?? null, schemas: [], databases: [] })
    for (const [kind, given, known] of [
      ['schema', plan.schemas ?? [], schemas],
      ['database', plan.databases ?? [], databases],
    ] as const)
      for (const source of given) {
        requireFree({ name, kind, source, isKnown: Object.hasOwn(known, source), home: home.get(`${kind} ${source}`) })
        place(kind, source, name)
      }
  }
  for (const source of Object.keys(schemas)) if (!home.has(`schema ${source}`)) place('schema', source, app)
  for (const source of Object.keys(databases)) if (!home.has(`database ${source}`)) place('database', source, source)
  return {
    systems: Object.fromEntries(systems),
    systemOf: (kind, source) => home.get(`${kind} ${source}`) ?? app,
  }
}

interface Claim {
  name: string
  kind: SourceKind
  source: string
  isKnown: boolean
  home: string | undefined
}

function requireFree({ name, kind, source, isKnown, home }: Claim): void {
  if (!isKnown)
    throw new PrivacyError(
      'invalid-option',
      `The system ${name} names the ${kind} ${source}, which was not given. Check the name, or pass the ${kind}.`,
    )
  if (home !== undefined)
    throw new PrivacyError(
      'invalid-option',
      `The ${kind} ${source} is in the systems ${home} and ${name}. A ${kind} lives in one system.`,
    )
}
