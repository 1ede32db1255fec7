/** Reads a JSON body: media type, size while it streams, syntax, shape. Nothing of it gets into an error. */
import { BODY_LIMIT_BYTES, isPrivacyError, PrivacyError } from '@privacykit/contract'
import * as z from 'zod/mini'

/** Most pointers in one answer. */
const MOST_POINTERS = 10
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Throws `unsupported-media-type`, `body-too-large`, `bad-json`, `invalid-body`. */
export async function readBody(request: Request, schema: z.core.$ZodType): Promise<unknown> {
  const mediaType = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') {
    throw new PrivacyError('unsupported-media-type', 'Send the header Content-Type: application/json.')
  }
  const parsed = z.core.safeParse(schema, parseJson(await readBytes(request)))
  if (parsed.success) return parsed.data
  throw new PrivacyError('invalid-body', 'Compare the places in `pointers` with the OpenAPI document.', {
    pointers: pointersOf(parsed.error.issues),
  })
}

async function readBytes(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT_BYTES) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    // leaving the loop cancels the stream, so the rest is never read
    if (size > BODY_LIMIT_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    const text = decoder.decode(bytes)
    const value: unknown = JSON.parse(text)
    if (HALF_CHARACTER.test(text)) refuseHalfCharacters(value)
    return value
  } catch (error) {
    if (isPrivacyError(error)) throw error
    // the parser's message quotes the body, so it goes no further
    throw new PrivacyError('bad-json', 'Send one JSON value in UTF-8.')
  }
}

/** An escape that may be half of a surrogate pair. */
const HALF_CHARACTER = /\\ud[89a-f]/i

/** RFC 8785 3.2.2.2: a lone surrogate has no UTF-8 bytes, so nothing could be committed to. `JSON.stringify` escapes those only. */
function refuseHalfCharacters(value: unknown): void {
  if (!/(?<!\\)(\\\\)*\\ud[89a-f]/.test(JSON.stringify(value))) return
  throw new PrivacyError('invalid-body', 'A text holds half of a surrogate pair: cut texts between characters.', {
    pointers: [''],
  })
}

function tooLarge(): PrivacyError {
  return new PrivacyError('body-too-large', `Send at most ${BODY_LIMIT_BYTES} bytes; split the batch.`)
}

/** JSON pointers (RFC 6901), cut before the first segment that could be somebody's text rather than a name of the contract. */
function pointersOf(issues: readonly z.core.$ZodIssue[]): string[] {
  const pointers = issues.map(({ path }) => {
    const foreign = path.findIndex(
      (segment) => typeof segment !== 'number' && !/^[A-Za-z]{1,40}$/.test(String(segment)),
    )
    const safe = foreign === -1 ? path : path.slice(0, foreign)
    return safe.map((segment) => `/${String(segment)}`).join('')
  })
  return [...new Set(pointers)].slice(0, MOST_POINTERS)
}
