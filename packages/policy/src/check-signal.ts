/** Whether a policy lets Global Privacy Control bind wherever a law does. */
import { type Finding, warning } from './finding.ts'
import { GPC_TABLE, GPC_TABLE_DATE } from './gpc.ts'
import type { PolicyInput } from './policy.ts'
import { isFlagged, isSignalBinding } from './signal.ts'

/** One warning for each place that the policy's `gpc` leaves out, if any purpose sells, shares or targets. */
export function signalFindings(policy: PolicyInput): Finding[] {
  if (!Object.values(policy.purposes).some(isFlagged)) return []
  return GPC_TABLE.filter(([code, since]) => since <= GPC_TABLE_DATE && !isSignalBinding(policy, code)).map(
    ([code, since, law]) =>
      warning('/gpc', `${code} makes GPC binding since ${since} (${law}). Add it, or leave \`gpc\` out.`),
  )
}
