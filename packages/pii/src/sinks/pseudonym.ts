/** Ids of persons that may leave: pseudonyms that a sink accepts, and never an address or a number that somebody can be called by. */
import { hasAddress } from './net.ts'

/** The category of an id without a name to it, by default. */
export const PSEUDONYM = 'user.unique_id.pseudonymous'

/** True for a text that can be an id: short, without white space, no e-mail address, no phone number with its `+`. */
export function isPseudonym(id: unknown): id is string {
  return typeof id === 'string' && /^[^\s+]\S{0,127}$/.test(id) && !hasAddress(id)
}
