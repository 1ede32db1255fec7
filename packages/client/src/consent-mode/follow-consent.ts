/** Tells Google's tags what the person decided: the default once, and an update for each real change. */
import type { PolicyInput, PurposeName } from '@privacykit/policy'
import type { PrivacyClient } from '../privacy-client.ts'
import { CONSENT_TYPES, type ConsentPurposes, type ConsentType, consentValues } from './consent-types.ts'
import type { DataLayer } from './data-layer.ts'

/** What an integration with Google needs of the client. */
export type ConsentSource<P extends PolicyInput = PolicyInput> = Pick<
  PrivacyClient<P>,
  'policy' | 'allows' | 'decide' | 'gate' | 'subscribe'
>

/** A line from the client to one data layer. */
export interface ConsentLine {
  /** Says what has changed since the last time; nothing when nothing has. */
  settle(): void
  close(): void
}

/**
 * Opens the line. Where the page's head has given no `default`, it is given here, before anything else. Integrations call `settle` in their
 * gates too: so the word is out before a tag starts, and before the cookies of a closed purpose go.
 */
export function followConsent<P extends PolicyInput>(
  privacy: ConsentSource<P>,
  purposes: ConsentPurposes,
  layer: DataLayer,
): ConsentLine {
  const settle = () => {
    const values = consentValues(purposes, (purpose) => privacy.allows(purpose as PurposeName<P>)) // as: consentPurposes has checked the names
    if (!layer.hasDefault) {
      layer.hasDefault = true
      Object.assign(layer.said, values)
      layer.command('consent', 'default', values)
      return
    }
    const isChanged = (type: ConsentType) => layer.said[type] !== values[type] && !isPending(type)
    const changes = Object.fromEntries(CONSENT_TYPES.filter(isChanged).map((type) => [type, values[type]]))
    if (Object.keys(changes).length === 0) return
    Object.assign(layer.said, changes) // before the command: a listener may ask again
    layer.command('consent', 'update', changes)
    for (const call of layer.afterUpdate) call()
  }
  /** Not said yet, and not decided yet: the default of the person's region holds until the client knows more. */
  const isPending = (type: ConsentType) =>
    layer.said[type] === undefined && purposes[type]?.some((purpose) => !isKnown(privacy, purpose)) === true

  const unsubscribe = privacy.subscribe(settle)
  settle()
  return { settle, close: unsubscribe }
}

/** `denied`: the person or the law said no. `undecided`: nobody has asked yet, or must ask again. `unknown`: the client is still loading. */
export type Standing = 'open' | 'denied' | 'undecided' | 'unknown'

/** Where the person stands with a purpose. */
export function standingOf<P extends PolicyInput>(privacy: ConsentSource<P>, purpose: string): Standing {
  const { allowed, reason } = privacy.decide(purpose as PurposeName<P>) // as: consentPurposes has checked the names
  if (allowed) return 'open'
  if (reason === 'state-stale') return 'unknown'
  return reason === 'not-asked' || reason === 'outdated' || reason === 'expired' ? 'undecided' : 'denied'
}

const isKnown = <P extends PolicyInput>(privacy: ConsentSource<P>, purpose: string) =>
  standingOf(privacy, purpose) !== 'unknown'

/** Runs `start` while all of the purposes are open, and what it returned when one closes. Returns what takes the gate away. */
export function gateAll<P extends PolicyInput>(
  privacy: ConsentSource<P>,
  purposes: readonly string[],
  start: () => () => void,
): () => void {
  const [first, ...rest] = purposes
  if (first === undefined) return start()
  return privacy.gate(first as PurposeName<P>, () => gateAll(privacy, rest, start)) // as: consentPurposes has checked the names
}
