/** Accounts: opened in the backend with what they can be recognised by, their contracts, and the device they came from. */
import type { Identifier, OpenAccountReply, PrivacyRecord, RecordOf } from '@privacykit/contract'
import type { BackendClient } from './backend-client.ts'
import type { Facts } from './facts.ts'
import { hasCode } from './failure.ts'
import type { Identify } from './identity.ts'
import { type Append, derivedId } from './records.ts'
import type { States } from './state.ts'
import { toSubject } from './subject.ts'

/** What is known at sign-up. */
export interface OpenAccountOptions {
  /** Stored as keyed hashes only; they find an earlier erasure or a marketing objection. */
  identifiers: readonly Identifier[]
  /** Purposes on contract that begin now. */
  contracts?: readonly string[]
  /**
   * The sign-up request: the choices of its device come along, grants included, since it is the same person in the same session. So does the
   * lowest age that was claimed there; without a request the account's age stays unknown until it is asked.
   */
  request?: Request
}

/**
 * Opens an account before its first data is written; safe to repeat. `generation` is 1, or more after an erasure under the same id: keep it
 * in the session. `flags.suppressed`: a marketing objection stands. `flags.ageUnknown`: ask for proof of age before anything else.
 */
export type OpenAccount = (account: string, options: OpenAccountOptions) => Promise<OpenAccountReply>

/** @internal Makes `openAccount` of its parts. */
export function createOpenAccount(parts: {
  call: BackendClient
  append: Append
  facts: Facts
  states: States
  identify: Identify
}): OpenAccount {
  return async (account, { identifiers, contracts = [], request }) => {
    const subject = toSubject(account)
    const reply = await parts.call('openAccount', { subject, body: { identifiers: [...identifiers] } })
    const opened = { kind: 'account', id: account, generation: reply.generation } as const
    if (contracts.length > 0) {
      const id = derivedId(['contract', account, String(reply.generation), ...contracts])
      await parts.append(opened, { role: 'app', records: [{ id, type: 'contract-opened', purposes: [...contracts] }] })
    }
    if (request !== undefined)
      await parts.facts.record(parts.facts.of(request), { subject: opened, generation: reply.generation })
    const device = request === undefined ? null : parts.identify.deviceOf(request)
    if (device !== null) {
      const link = { subject: opened, device: device.secret, role: 'subject', body: { mode: 'adopt' } } as const
      // a device stays with its first account; its choices do not come along then, and the sign-up goes on without them
      await parts.call('link', link).catch((error: unknown) => {
        if (!hasCode(error, 'device-linked')) throw error
      })
      const claim = lowestClaim((await parts.states.read(device)).records.map(({ record }) => record))
      // as a device's claim it would only be a suspicion about the account; here the person who claimed it opens the account
      if (claim !== null) {
        const id = derivedId(['age-claim', 'account', account, String(reply.generation), claim.gateId])
        await parts.append(opened, { role: 'app', records: [{ ...claim, id }] })
      }
    }
    parts.states.invalidate('account', account)
    return reply
  }
}

/** Who answered twice keeps the younger answer. */
function lowestClaim(records: readonly { type: string }[]): RecordOf<'age-claim'> | null {
  const claims = (records as readonly PrivacyRecord[]).filter((record) => record.type === 'age-claim') // as: the type is what is looked at
  return claims.sort((a, b) => (a.band.min ?? 0) - (b.band.min ?? 0))[0] ?? null
}
