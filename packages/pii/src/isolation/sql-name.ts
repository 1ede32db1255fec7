/** Names of database objects as they may stand in a statement, whatever they contain. */
import { PrivacyError } from '@privacykit/contract'

/** PostgreSQL cuts longer names off, and two that were cut may be one. */
const LONGEST = 63

/** An identifier in double quotes. `invalid-option` for one that PostgreSQL cannot keep whole. */
export function quoted(name: string): string {
  const bytes = new TextEncoder().encode(name).length
  if (name === '' || bytes > LONGEST || name.includes('\0'))
    throw new PrivacyError('invalid-option', `Name tables, fields and roles with 1 to ${LONGEST} bytes.`)
  return `"${name.replaceAll('"', '""')}"`
}

/** A text in single quotes, read the same under every setting. */
export function literal(text: string): string {
  const doubled = text.replaceAll("'", "''")
  return doubled.includes('\\') ? `e'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`
}
