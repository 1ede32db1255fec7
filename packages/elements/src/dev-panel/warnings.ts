/** What a developer should look into, from what the panel sees anyway. Each warning says what to do. */
import type { DevPanelClient, ShownItem, ShownReport, ShownUndeclared } from './port.ts'
import type { SeenGate } from './watch-gates.ts'

/** What warnings are drawn from. */
export interface Seen {
  readonly client: Pick<DevPanelClient, 'policy' | 'snapshot' | 'status'>
  readonly gates: readonly SeenGate[]
  readonly items: readonly ShownItem[]
  readonly reports: readonly ShownReport[]
  readonly undeclared: readonly ShownUndeclared[]
}

const ADVICE: Readonly<Record<string, string>> = {
  'age-unknown':
    'wait for an age. Ask with `<privacy-age-question>`, or declare `age: "not-required"` with an `ageReason`.',
  'history-unavailable':
    'were answered under a version that this page does not know. Give `createPrivacyClient` the `history`.',
  'unreadable-record': 'are closed by a record that cannot be read. Update PrivacyKit in this page.',
  'no-policy-in-force': 'are closed because the policy is not in force yet. Look at its `effective` day.',
}

/** Warnings, most pressing first; empty when all is well. */
export function warningsOf({ client, gates, items, reports, undeclared }: Seen): string[] {
  const { policy } = client
  const { storage, endpoint, lastError, pending } = client.status()
  const decisions = Object.entries(client.snapshot().decisions)
  const unknown = [...new Set(gates.map(({ purpose }) => purpose))].filter(
    (purpose) => !Object.hasOwn(policy.purposes, purpose),
  )
  const failed = items.filter(({ state }) => state === 'failed').length
  const passedBy = reports
    .flatMap(({ seen }) => seen)
    .filter(({ outcome }) => outcome === 'got-through' || outcome === 'cannot-be-stopped')

  return [
    ...unknown.map((name) => `A gate names \`${name}\`, which the policy does not have: it never opens.`),
    ...passedBy.map(
      ({ host, kind, purposes }) =>
        `${host} (${kind}) went on although ${list(purposes)} is closed. Gate the code that asks for it.`,
    ),
    ...undeclared.map(
      ({ name, kind, suggestion }) =>
        `\`${name}\` (${kind}) is declared by no purpose. Add \`${suggestion}\` to its \`stores\`.`,
    ),
    ...Object.entries(ADVICE).flatMap(([reason, advice]) => {
      const held = decisions.filter(([, decision]) => decision.reason === reason).map(([name]) => name)
      return held.length === 0 ? [] : [`${list(held)} ${advice}`]
    }),
    ...(failed === 0 ? [] : [`The backend refused ${failed} of the records; they hold on this device only.`]),
    ...(pending > 0 && lastError !== null ? [`${pending} waiting to be sent: ${lastError.message}`] : []),
    ...(storage === 'memory' ? ['Storage is blocked or full: choices live as long as this page.'] : []),
    ...(endpoint === 'device-only' ? ['There is no `endpoint`: nothing is sent, and there are no receipts.'] : []),
  ]
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}
