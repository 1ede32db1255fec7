/** The redactors of structured values behind one interface: a value in, its JSON out. */
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { createKeyRedactor, createRedactor } from '@privacykit/pii'
import { RECORD_KEYS, RECORD_PATHS, RECORD_SCHEMA, type RecordSize } from './records.ts'

/** What every tool that can be told writes instead of a value; all write equally long texts. */
export const CENSOR = '[user.contact.email]'

/** What the others are measured against. */
export const STRUCTURE_BASE = 'fast-redact (by path)'

export type ToJson = (value: unknown) => unknown

/** Opens one tool, set up for the records of a size. */
export type OpenStructureTool = (size: RecordSize) => ToJson

/** Tools by name, ours first; the peers come from the folder that they are installed in. */
export function structureTools(peersFolder: string): Readonly<Record<string, OpenStructureTool>> {
  const load = peerLoader(peersFolder)
  const byPath = (name: string): OpenStructureTool => {
    const redact = load(name) as (options: object) => ToJson // as: no types installed here
    return (size) => redact({ paths: [...RECORD_PATHS[size]], censor: CENSOR })
  }
  return {
    ...ours,
    [STRUCTURE_BASE]: byPath('fast-redact'),
    '@pinojs/redact (by path)': byPath('@pinojs/redact'),
    'slow-redact (by path)': byPath('slow-redact'),
    'deep-redact (by key)': () => openDeepRedact(load, { blacklistedKeys: RECORD_KEYS }),
    'redact-object (by key)': () => openRedactObject(load, RECORD_KEYS, { partial: false }),
    '@logtape/redaction (by key)': () => openLogtapeByField(load, RECORD_KEYS),
    'masked (by key)': () => openMasked(load, RECORD_KEYS),
    'mask-json (by key)': () => openMaskJson(load, RECORD_KEYS),
    'JSON.stringify, nothing redacted': () => (value) => JSON.stringify(value),
  }
}

const ours: Readonly<Record<string, OpenStructureTool>> = {
  'ours, by key, stringify': () => {
    const redact = createKeyRedactor({ keys: RECORD_KEYS })
    return (value) => redact.stringify(value)
  },
  'ours, by key, redact': () => {
    const redact = createKeyRedactor({ keys: RECORD_KEYS })
    return (value) => JSON.stringify(redact(value))
  },
  'ours, by key of a schema, stringify': () => {
    const redact = createKeyRedactor({ keys: [], schemas: [RECORD_SCHEMA] })
    return (value) => redact.stringify(value)
  },
  'ours, by tag': () => {
    const redact = createRedactor(RECORD_SCHEMA, { strategy: 'mask' })
    return (value) => JSON.stringify(redact(value))
  },
}

export type LoadPeer = (name: string) => unknown

export function peerLoader(peersFolder: string): LoadPeer {
  const require = createRequire(resolve(peersFolder, 'package.json'))
  return (name) => require(name) as unknown
}

export function openDeepRedact(load: LoadPeer, options: object): ToJson {
  const { DeepRedact } = load('@hackylabs/deep-redact') as {
    DeepRedact: new (
      options: object,
    ) => { redact: ToJson } // as: no types installed here
  }
  const redaction = new DeepRedact({ replacement: CENSOR, serialise: true, ...options })
  return (value) => redaction.redact(value)
}

export function openRedactObject(load: LoadPeer, keys: readonly string[], options: object): ToJson {
  const redact = defaultOf<(value: unknown, keys: readonly string[], censor: string, options: object) => unknown>(
    load('redact-object'),
  )
  return (value) => JSON.stringify(redact(value, keys, CENSOR, options))
}

export function openMasked(load: LoadPeer, keys: readonly string[]): ToJson {
  const mask = defaultOf<(value: unknown, keys: readonly string[]) => unknown>(load('masked'))
  return (value) => JSON.stringify(mask(value, keys))
}

export function openMaskJson(load: LoadPeer, keys: readonly string[]): ToJson {
  const make = defaultOf<(keys: readonly string[], options: object) => (value: unknown) => unknown>(load('mask-json'))
  const mask = make(keys, { replacement: CENSOR, ignoreCase: true })
  return (value) => JSON.stringify(mask(value))
}

interface LogtapeRecord {
  properties: unknown
}

/** Its sink wrapper works on whole log records, so the value travels as the record's properties. */
export function openLogtapeByField(load: LoadPeer, keys: readonly (string | RegExp)[]): ToJson {
  const { redactByField } = load('@logtape/redaction') as {
    redactByField(sink: (record: LogtapeRecord) => void, options: object): (record: LogtapeRecord) => void // as: no types installed here
  }
  let properties: unknown
  const keep = (record: LogtapeRecord) => {
    properties = record.properties
  }
  const sink = redactByField(keep, { fieldPatterns: keys, action: () => CENSOR })
  return (value) => {
    sink(logtapeRecord(value))
    return JSON.stringify(properties)
  }
}

export function logtapeRecord(properties: unknown): LogtapeRecord {
  return Object.assign(
    { category: ['bench'], level: 'info', message: ['m'], rawMessage: 'm', timestamp: 0 },
    { properties },
  )
}

function defaultOf<F>(module: unknown): F {
  const { default: inner } = module as { default?: F } // as: CommonJS and compiled modules differ in this
  return inner ?? (module as F) // as: the same
}
