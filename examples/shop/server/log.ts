/** The shop's log. Lines are redacted by tag before they are written anywhere. */
import { createLogRedactor } from '@privacykit/pii'
import { messageSchema, orderSchema, signUpSchema } from './schema.ts'

export interface Log {
  /** `fields` may hold an order, a sign-up, a message: each goes through its schema's tags. */
  write: (event: string, fields?: Readonly<Record<string, unknown>>) => void
  /** The newest lines, oldest first. */
  lines: () => readonly string[]
}

const KEPT = 200

/** `out` gets each finished line; the example prints it, tests collect it. */
export function createLog(out: (line: string) => void): Log {
  const redact = createLogRedactor(
    { order: orderSchema, signUp: signUpSchema, message: messageSchema },
    { plain: ['total'] },
  )
  const kept: string[] = []
  return {
    write(event, fields = {}) {
      const text = JSON.stringify({ at: new Date().toISOString(), event, ...redact(fields) })
      kept.push(text)
      if (kept.length > KEPT) kept.shift()
      out(text)
    },
    lines: () => kept,
  }
}
