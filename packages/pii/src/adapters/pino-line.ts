/** Redacts one finished line of pino, in which every shape of data has become plain JSON. */
import { EMPTY, FAILED, type Redact, redactNow, textOr } from './redact.ts'

export interface LineOptions {
  redact: Redact
  /** Under which key the line has its text. */
  messageKey: string
}

/**
 * Answers the line with its fields redacted. What is written is always printed anew from what the redactor answered: a
 * line of pino may hold one key twice, of which a parser sees only the last. Level and time stay, whatever it leaves.
 */
export function redactLine(line: string, { redact, messageKey }: LineOptions): string {
  const end = line.endsWith('\r\n') ? '\r\n' : '\n'
  const withheld = (why: string) => `${JSON.stringify({ ...headOf(line), [messageKey]: why })}${end}`
  try {
    const fields = parse(line)
    const result = redactNow(redact, fields)
    if (!isFields(result)) return withheld(EMPTY)
    const text = print(result === fields ? result : withHead(line, result))
    return text === undefined ? withheld(EMPTY) : text + end
  } catch {
    return withheld(FAILED)
  }
}

/** Redacts what an app's own hook made of a line: JSON or not. */
export function redactOwnLine(line: string, options: LineOptions): string {
  try {
    parse(line)
  } catch {
    return redactOwnText(line, options)
  }
  return redactLine(line, options)
}

function redactOwnText(line: string, { redact }: LineOptions): string {
  try {
    return textOr(`${EMPTY}\n`, redactNow(redact, line))
  } catch {
    return `${FAILED}\n`
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// pino's own beginning of a line; what an app configured otherwise is the redactor's like any field
const HEAD = /^\{"level":(?:\d{1,9}|"[A-Za-z]{1,16}")(?:,"time":(?:\d{1,16}|"[\d:.TZ+-]{1,32}"))?/

function headOf(line: string): Record<string, unknown> {
  const head = HEAD.exec(line)?.[0]
  return head === undefined ? {} : JSON.parse(`${head}}`)
}

function withHead(line: string, fields: Record<string, unknown>): Record<string, unknown> {
  return Object.hasOwn(fields, 'level') && Object.hasOwn(fields, 'time') ? fields : { ...headOf(line), ...fields }
}

// pino prints a bigint with all its digits; as a number it would come back with other ones
const LONG_NUMBER = /[:[,]-?\d{16}/
const SAFE = BigInt(Number.MAX_SAFE_INTEGER)

/** The part of `JSON` of Node 21 and later that the compiler's ES2023 does not know. */
interface ExactJson {
  parse(text: string, revive: (key: string, value: unknown, context: { source?: string }) => unknown): unknown
  rawJSON(text: string): unknown
}
const exact = JSON as unknown as ExactJson // as: these have been in Node since 21

function parse(line: string): unknown {
  if (!LONG_NUMBER.test(line)) return JSON.parse(line)
  return exact.parse(line, (_key, value, { source }) => {
    if (typeof value !== 'number' || source === undefined || !/^-?\d+$/.test(source)) return value
    const digits = BigInt(source)
    return digits > SAFE || digits < -SAFE ? digits : value
  })
}

function print(fields: Record<string, unknown>): string | undefined {
  return JSON.stringify(fields, printDigits)
}

function printDigits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? exact.rawJSON(String(value)) : value
}
