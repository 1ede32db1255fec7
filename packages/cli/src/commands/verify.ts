/** `privacykit verify`: checks a deletion proof or a receipt without asking the backend that signed it. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type KeysReply,
  keysReplySchema,
  PrivacyError,
  type ProofPayload,
  proofPayloadSchema,
  type ReceiptPayload,
  receiptPayloadSchema,
} from '@privacykit/contract'
import { verifyJws } from '@privacykit/vault'
import canonicalize from 'canonicalize'
import * as z from 'zod/mini'
import { type Command, onlyPositional, parse, UsageError } from '../command.ts'
import type { Io } from '../io.ts'

type Verified = { kind: 'proof'; payload: ProofPayload } | { kind: 'receipt'; payload: ReceiptPayload }

export const verify: Command = {
  summary: 'check the signature of a deletion proof or receipt, offline',
  usage: `privacykit verify <file> --keys <jwks.json | url> [--json]

  <file>   a proof or receipt as JSON, or its bare JWS
  --keys   the signer's public keys: a file, or the address of /v1/keys
  --json   print the signed content as JSON`,
  async run(args, io) {
    const { values, positionals } = parse(args, { keys: { type: 'string' }, json: { type: 'boolean', default: false } })
    const file = onlyPositional(positionals, 'file')
    if (values.keys === undefined) throw new UsageError('Say with --keys where the public keys are.')
    const text = await readText(file, io)
    const keys = await readKeys(values.keys, io)
    const verified = verifyText(text, keys)
    if (values.json) io.out(JSON.stringify(verified, null, 2))
    else for (const line of describe(verified)) io.out(line)
    return 0
  },
}

async function readText(path: string, io: Io): Promise<string> {
  try {
    return await readFile(resolve(io.cwd, path), 'utf8')
  } catch (cause) {
    throw new PrivacyError('invalid-option', `${path} cannot be read. Check the path.`, { cause })
  }
}

async function readKeys(source: string, io: Io): Promise<KeysReply> {
  const text = /^https?:\/\//.test(source) ? await fetchText(source, io) : await readText(source, io)
  const keys = keysReplySchema.safeParse(parseJson(text))
  if (keys.success) return keys.data
  throw new PrivacyError('invalid-option', 'What --keys names is no JSON Web Key Set with Ed25519 keys.', {
    cause: keys.error,
  })
}

async function fetchText(url: string, io: Io): Promise<string> {
  try {
    const response = await io.fetch(url, { signal: io.signal })
    if (response.ok) return await response.text()
    throw new Error(`HTTP ${response.status}`)
  } catch (cause) {
    throw new PrivacyError(
      'unavailable',
      'The address of --keys does not answer with keys. Download them, and name the file.',
      { cause },
    )
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const signedSchema = z.looseObject({ jws: z.string() })

function verifyText(text: string, keys: KeysReply): Verified {
  const value = parseJson(text)
  const object = signedSchema.safeParse(value)
  const jws = object.success ? object.data.jws : typeof value === 'string' ? value : text.trim()
  const verified = verifyEither(jws, keys)
  if (object.success) requireSame(object.data, verified)
  return verified
}

/** One kind never passes for the other: the signature covers `typ`. */
function verifyEither(jws: string, keys: KeysReply): Verified {
  if (jws.split('.').length !== 3)
    throw new PrivacyError('not-authentic', 'The file holds neither a JSON object with "jws" nor a compact JWS.')
  const header = parseJson(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString('utf8'))
  const isReceipt = z.object({ typ: z.literal('privacy-receipt+jws') }).safeParse(header).success
  const verified: Verified = isReceipt
    ? { kind: 'receipt', payload: readAs(receiptPayloadSchema, verifyJws(jws, keys, 'privacy-receipt+jws')) }
    : { kind: 'proof', payload: readAs(proofPayloadSchema, verifyJws(jws, keys, 'privacy-proof+jws')) }
  return verified
}

function readAs<S extends z.core.$ZodType>(schema: S, payload: unknown): z.core.output<S> {
  const result = z.core.safeParse(schema, payload)
  if (result.success) return result.data
  throw new PrivacyError(
    'not-authentic',
    'The signature fits, but the signed content is not of a kind that this version knows.',
    {
      cause: result.error,
    },
  )
}

/** The readable fields beside a JWS are not signed; they must say the same. */
function requireSame(shown: Record<string, unknown>, { payload }: Verified): void {
  const { jws: _signature, ...fields } = shown
  if (canonicalize(fields) === canonicalize(payload)) return
  throw new PrivacyError(
    'not-authentic',
    'The signature fits, but the fields beside it say something else than what was signed.',
  )
}

function describe(verified: Verified): string[] {
  if (verified.kind === 'receipt') {
    const { app, recordId, seq, receivedAt, durability } = verified.payload
    return [
      'Authentic receipt.',
      `  app ${app}, record ${recordId}, number ${seq}`,
      `  stored ${receivedAt}, survives: ${durability}`,
    ]
  }
  const { app, kind, requestId, requestedAt, completedAt, steps, notVerified, fenceUntil } = verified.payload
  return [
    `Authentic proof (${kind}).`,
    `  app ${app}, request ${requestId}`,
    `  requested ${requestedAt}, completed ${completedAt}, late writes refused until ${fenceUntil}`,
    ...steps.map((step) => `  ${step.hook} ${step.kind}${describeCount(step)}`),
    ...(notVerified.length > 0 ? [`  declared, not verified: ${notVerified.join(', ')}`] : []),
  ]
}

function describeCount({ count, residual, retained = [] }: ProofPayload['steps'][number]): string {
  const kept = retained.map(
    (each) => `, ${each.count} kept by ${each.rule}${each.until === null ? '' : ` until ${each.until}`}`,
  )
  const facts = [count === undefined ? '' : `: ${count}`, residual === undefined ? '' : `: ${residual} left`]
  return `${facts.join('')}${kept.join('')}`
}
