/** Test support: a person whose answers a test sets, with gates and no storage. Not part of the package's entry. */
import type { Reason } from '@privacykit/contract'
import { policy } from '../fake-policy.ts'
import type { ConsentSource } from './follow-consent.ts'

type Name = keyof typeof policy.purposes

interface Gate {
  purpose: Name
  start(): unknown
  stop?: unknown
}

/** Answers by purpose; what is not named was not asked. `say` changes several at once, as one choice does. */
export function createConsent(answers: Partial<Record<Name, Reason>> = {}) {
  const reasons = new Map(Object.entries(answers) as [Name, Reason][]) // as: Object.entries forgets the literal keys
  const listeners = new Set<() => void>()
  const gates = new Set<Gate>()
  const allows = (purpose: string) => reasons.get(purpose as Name) === 'granted' // as: an unknown name finds nothing
  const open = (gate: Gate) => {
    if (gate.stop === undefined && gates.has(gate) && allows(gate.purpose)) gate.stop = gate.start() ?? (() => {})
  }
  const close = (gate: Gate) => {
    const { stop } = gate
    delete gate.stop
    if (typeof stop === 'function') stop()
  }
  const source: ConsentSource<typeof policy> = {
    policy,
    allows,
    decide: (purpose) => ({
      ...{ allowed: allows(purpose), reason: reasons.get(purpose) ?? 'not-asked', basis: 'consent' },
      ...{ evidence: 'recorded', policyVersion: '1', recordIds: [], mayAsk: !reasons.has(purpose) },
    }),
    gate(purpose, start) {
      const gate: Gate = { purpose, start }
      gates.add(gate)
      open(gate)
      return () => {
        gates.delete(gate)
        close(gate)
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  return Object.assign(source, {
    /** In the client's order: gates stop, the device is cleared, gates start, listeners hear. */
    say(said: Partial<Record<Name, Reason>>, clear = () => {}) {
      for (const [name, reason] of Object.entries(said) as [Name, Reason][]) reasons.set(name, reason) // as: Object.entries forgets the literal keys
      for (const gate of [...gates]) if (!allows(gate.purpose)) close(gate)
      clear()
      for (const gate of [...gates]) open(gate)
      for (const listener of [...listeners]) listener()
    },
    listeners: () => listeners.size,
  })
}
