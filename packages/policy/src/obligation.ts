/** Basis legal obligation: a named law that binds where the person is. Choices play no part. */
import { isRegionIn, type Rule } from './question.ts'

/** `law-not-applicable` without a law or outside its regions, else `obligation`. */
export const obligation: Rule = ({ purpose, region }) => {
  const { law } = purpose
  const binds = law !== undefined && (law.regions === undefined || (region !== null && isRegionIn(region, law.regions)))
  return { reason: binds ? 'obligation' : 'law-not-applicable' }
}
