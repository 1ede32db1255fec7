/** Redacts one record of LogTape, in which every value of the properties stands a second time in the message. */
import { redactOpened } from './opened-error.ts'
import { EMPTY, FAILED, type Redact, redactNow, textOr } from './redact.ts'

/** The part of a record that is looked at. */
export interface LogRecord {
  readonly category: readonly string[]
  /** Texts, and between them the values: an odd number of parts. */
  readonly message: readonly unknown[]
  readonly rawMessage: string | readonly string[]
  readonly properties: Properties
}

type Properties = Readonly<Record<string, unknown>>

export interface RecordOptions {
  redact: Redact
  category: boolean
}

/** A new record. Throws when the redactor does, and when a lazy message does. */
export function redactRecord(record: LogRecord, { redact, category }: RecordOptions): LogRecord {
  const properties = redactProperties(record.properties, redact)
  return {
    ...kept(record),
    category: category ? record.category.map((part) => redactPart(part, redact)) : record.category,
    message: redactMessage(record, properties, redact),
    rawMessage: redactRaw(record.rawMessage, redact),
    properties,
  }
}

/** A record that says so and holds nothing else. */
export function withholdRecord(record: LogRecord, { category }: { category: boolean }): LogRecord {
  return {
    ...kept(record),
    category: category ? [] : record.category,
    message: [FAILED],
    rawMessage: FAILED,
    properties: {},
  }
}

function kept(record: object): object {
  return Object.fromEntries(
    ['level', 'timestamp', 'sourceLocation']
      .filter((key) => key in record)
      .map((key) => [key, Reflect.get(record, key)]),
  )
}

function redactProperties(properties: Properties, redact: Redact): Properties {
  const result = redactOpened(redact, properties)
  return typeof result === 'object' && result !== null && !Array.isArray(result) ? { ...result } : {}
}

function redactPart(text: string, redact: Redact): string {
  return textOr(EMPTY, redactNow(redact, text))
}

function redactRaw(raw: string | readonly string[], redact: Redact): string | readonly string[] {
  if (typeof raw === 'string') return redactPart(raw, redact)
  const parts = raw.map((part) => redactPart(part, redact))
  // a template's strings carry their raw form, which is part of their type
  return parts.every((part, index) => part === raw[index]) ? raw : Object.assign(parts, { raw: parts })
}

function redactMessage(record: LogRecord, properties: Properties, redact: Redact): readonly unknown[] {
  const paths = typeof record.rawMessage === 'string' ? placeholdersOf(record.rawMessage) : []
  const parts = record.message.map((part, index) => {
    if (index % 2 === 0) return part
    return redactFilled(
      { part, path: paths[(index - 1) / 2] },
      { before: record.properties, after: properties },
      redact,
    )
  })
  return parts.every(isSimple) ? redactJoined(parts, redact) : parts.map((part) => redactIfText(part, redact))
}

/** A value in the message: under which key it stands decides as much as what it is. */
function redactFilled(
  { part, path }: { part: unknown; path: string | undefined },
  { before, after }: { before: Properties; after: Properties },
  redact: Redact,
): unknown {
  if (part === undefined || part === null) return part
  if (path === undefined) return redactOpened(redact, part)
  if (part === before) return after
  if (at(before, path) === part) return at(after, path) ?? EMPTY
  const alone = redactProperties({ [path]: part }, redact)
  return Object.hasOwn(alone, path) ? alone[path] : EMPTY
}

function isSimple(part: unknown): part is string | number | bigint {
  return typeof part === 'string' || typeof part === 'number' || typeof part === 'bigint'
}

/** What no part shows alone (`{local}@{domain}`), all of them show together. */
function redactJoined(parts: readonly (string | number | bigint)[], redact: Redact): readonly unknown[] {
  const text = parts.join('')
  const result = redactPart(text, redact)
  return result === text ? parts : [result]
}

function redactIfText(part: unknown, redact: Redact): unknown {
  return typeof part === 'string' ? redactPart(part, redact) : part
}

/** What the template names in braces, read as LogTape does; `{{` is a brace. */
function placeholdersOf(template: string): string[] {
  const paths: string[] = []
  for (let index = 0; index < template.length; index++) {
    const twice = template[index] === template[index + 1]
    const close = template[index] === '{' && !twice ? template.indexOf('}', index + 1) : -1
    if (close >= 0) paths.push(template.slice(index + 1, close).trim())
    if (close >= 0) index = close
    else if (twice && (template[index] === '{' || template[index] === '}')) index++
  }
  return paths
}

const STEP = /\["([^"]*)"\]|\['([^']*)'\]|([^.[\]?]+)/g

/** What stands there: under a key of that very name, or at the end of a path like `user.emails[0]`. */
function at(properties: Properties, path: string): unknown {
  if (Object.hasOwn(properties, path)) return properties[path]
  let value: unknown = properties
  for (const [, double, single, plain] of path.matchAll(STEP)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, double ?? single ?? plain ?? '')
  }
  return value
}
