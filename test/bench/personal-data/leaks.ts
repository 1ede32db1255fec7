/** Which shapes of one e-mail address get past each redactor, set up for the key `email` as its documentation says. */
import { createKeyRedactor, createRedactor, personal } from '@privacykit/pii'
import * as z from 'zod/mini'
import {
  CENSOR,
  type LoadPeer,
  logtapeRecord,
  openDeepRedact,
  openLogtapeByField,
  openMasked,
  openMaskJson,
  openRedactObject,
  peerLoader,
  type ToJson,
} from './structure-tools.ts'

const SECRET = 'siti.zq001x@contoso.example'

/** `ok`: masked; `gone`: neither the address nor a mask is there; `LEAK`: the address is there, plain or encoded. */
type LeakResult = 'ok' | 'gone' | 'LEAK' | 'throws'

export interface LeakRow {
  shape: string
  /** By tool. */
  results: Readonly<Record<string, LeakResult>>
}

/** One row for each shape, one column for each tool. */
export function measureLeaks(peersFolder: string): LeakRow[] {
  const load = peerLoader(peersFolder)
  return Object.entries(SHAPES).map(([shape, make]) => ({
    shape,
    // opened anew for each shape: some are not usable any more after they have thrown
    results: Object.fromEntries(
      Object.entries(leakTools(load)).map(([tool, toJson]) => [tool, tryShape(make, toJson)]),
    ),
  }))
}

const SHAPES: Readonly<Record<string, () => object>> = {
  'top level': () => ({ email: SECRET }),
  'depth 2': () => ({ a: { email: SECRET } }),
  'depth 3': () => ({ a: { b: { email: SECRET } } }),
  'depth 6': () => ({ a: { b: { c: { d: { e: { email: SECRET } } } } } }),
  'array of objects': () => ({ users: [{ email: SECRET }] }),
  'arrays in arrays': () => ({ m: [[{ email: SECRET }]] }),
  'key `Email`': () => ({ Email: SECRET }),
  'key `user_email`': () => ({ user_email: SECRET }),
  'value is an array': () => ({ email: [SECRET, SECRET] }),
  'value is an object': () => ({ email: { work: SECRET } }),
  'class instance': () => ({ u: new Account() }),
  getter: () => ({
    u: {
      get email() {
        return SECRET
      },
    },
  }),
  '`toJSON()`': () => ({ u: { toJSON: () => ({ email: SECRET }) } }),
  '`Map`': () => ({ u: new Map([['email', SECRET]]) }),
  'property of an `Error`': () => ({ err: Object.assign(new Error('boom'), { email: SECRET }) }),
  'message of an error': () => ({ err: { message: `no account for ${SECRET}` } }),
  'free text': () => ({ msg: `user ${SECRET} signed in` }),
  'JSON in a string': () => ({ body: JSON.stringify({ email: SECRET }) }),
  'URL query': () => ({ url: `/x?email=${encodeURIComponent(SECRET)}` }),
  'the address as a key': () => ({ byEmail: { [SECRET]: 1 } }),
  'array under another key': () => ({ to: [SECRET] }),
  base64: () => ({ b: Buffer.from(SECRET).toString('base64') }),
}

class Account {
  email = SECRET
}

function tryShape(make: () => object, toJson: ToJson): LeakResult {
  let output: string
  try {
    output = String(toJson(make()))
  } catch {
    return 'throws'
  }
  const forms = [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')]
  if (forms.some((form) => output.includes(form))) return 'LEAK'
  return output.includes(CENSOR) || /redacted|\*\*\*|censored/i.test(output) ? 'ok' : 'gone'
}

function leakTools(load: LoadPeer): Readonly<Record<string, ToJson>> {
  const email = personal(z.string(), 'user.contact.email')
  const byKey = createKeyRedactor({ keys: ['email'] })
  const decoding = createKeyRedactor({ keys: ['email'], base64: true })
  const byTag = createRedactor(z.object({ email: z.optional(email) }), { strategy: 'mask' })
  const paths = ['email', '*.email', '*.*.email', '*[*].email']
  const byPath = (name: string) => (load(name) as (options: object) => ToJson)({ paths, censor: CENSOR }) // as: no types installed here
  return {
    'ours, by key': (value) => byKey.stringify(value),
    'ours, by key, base64': (value) => decoding.stringify(value),
    'ours, by key, redact': (value) => JSON.stringify(byKey(value)),
    'ours, by tag': (value) => JSON.stringify(byTag(value)),
    pino: openPino(load, paths),
    '@pinojs/redact': byPath('@pinojs/redact'),
    'fast-redact': byPath('fast-redact'),
    'slow-redact': byPath('slow-redact'),
    'deep-redact, keys and strings': openDeepRedact(load, DEEP_OPTIONS),
    '@logtape/redaction, by field': openLogtapeByField(load, [/email/i]),
    '@logtape/redaction, by pattern': openLogtapeByPattern(load),
    'redact-object': openRedactObject(load, ['email'], { strict: false }),
    masked: openMasked(load, ['email']),
    'mask-json': openMaskJson(load, ['email']),
  }
}

const DEEP_OPTIONS = {
  blacklistedKeys: ['email'],
  caseSensitiveKeyMatch: false,
  fuzzyKeyMatch: true,
  types: ['string', 'object'],
  stringTests: [
    {
      pattern: /[\w.+-]+@[\w-]+\.[\w.]+/g,
      replacer: (text: string, pattern: RegExp) => text.replace(pattern, CENSOR),
    },
  ],
}

function openPino(load: LoadPeer, paths: readonly string[]): ToJson {
  const pino = load('pino') as (options: object, stream: { write(line: string): void }) => { info(value: object): void } // as: no types installed here
  let written = ''
  const logger = pino({ redact: { paths, censor: CENSOR } }, { write: (line) => (written += line) })
  return (value) => {
    written = ''
    logger.info(value as object) // as: every shape is an object
    return written
  }
}

function openLogtapeByPattern(load: LoadPeer): ToJson {
  const { redactByPattern, EMAIL_ADDRESS_PATTERN } = load('@logtape/redaction') as {
    redactByPattern(format: (record: { properties: unknown }) => string, patterns: readonly object[]): ToJson // as: no types installed here
    EMAIL_ADDRESS_PATTERN: object
  }
  const format = redactByPattern((record) => JSON.stringify(record.properties), [{ ...EMAIL_ADDRESS_PATTERN }])
  return (value) => format(logtapeRecord(value))
}
