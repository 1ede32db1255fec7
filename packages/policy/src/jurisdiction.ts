/** Row 7: purposes tied to a law that binds in some places only. */
import type { Rule } from './question.ts'

/** `jurisdiction-unknown`. A stale law table is looked at where it matters, in the age rule. */
export const placeKnown: Rule = ({ purpose, region }) =>
  purpose.law?.regions !== undefined && region === null ? { reason: 'jurisdiction-unknown' } : null
