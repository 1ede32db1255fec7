/** Reads a file of payloads line by line, however large it is. */
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { PrivacyError } from '@privacykit/contract'

/** Longer lines are broken: no payload is that long, and memory must not follow the file. */
const LONGEST_LINE = 16 * 1024 * 1024
const NEWLINE = 0x0a

/** A line, or null for one that is too long. */
export type Line = string | null

/** Every line in order, empty ones too, so that their numbers are right. Throws `invalid-option` when the file cannot be read. */
export async function* linesOf(file: string, cwd: string): AsyncGenerator<Line> {
  let kept: Buffer[] = []
  let size = 0
  const take = (part: Buffer) => {
    size += part.length
    if (size <= LONGEST_LINE) kept.push(part)
    else kept = []
  }
  const finish = (): Line => {
    const line = size > LONGEST_LINE ? null : Buffer.concat(kept).toString('utf8')
    kept = []
    size = 0
    return line
  }
  try {
    for await (const chunk of createReadStream(resolve(cwd, file), { highWaterMark: 256 * 1024 })) {
      const bytes: Buffer = chunk
      let start = 0
      for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, start)) {
        take(bytes.subarray(start, at))
        yield finish()
        start = at + 1
      }
      take(bytes.subarray(start))
    }
  } catch (cause) {
    throw new PrivacyError('invalid-option', `${file} cannot be read. Check the path after --payloads.`, { cause })
  }
  if (size > 0) yield finish()
}
