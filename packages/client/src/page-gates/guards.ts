/** `guardRequests`: what a page's code sends to a declared third-party host is stopped while every purpose of that host is closed. */
import type { PolicyInput, PurposeName } from '@privacykit/policy'
import type { PrivacyClient } from '../privacy-client.ts'
import { guardElements } from './element-guards.ts'
import { hostRules } from './hosts.ts'
import { guardNetwork } from './network-guards.ts'
import { createPatches } from './patch.ts'
import { createReport, type Reporting } from './report.ts'
import { watchResources } from './resource-watch.ts'

export type { GateReport, Outcome, Reporting, Sighting } from './report.ts'

/** Options of `guardRequests`. */
export interface GuardRequestsOptions<P extends PolicyInput = PolicyInput> {
  /**
   * Further hosts by purpose, such as `{ analytics: ['*.stats.example'] }`. `*.` stands for everything below a host and not for the host itself;
   * every port is meant. Default: only the `hosts` of the recipients of each purpose.
   */
  hosts?: Readonly<Partial<Record<PurposeName<P>, readonly string[]>>>
}

/** Guards in place. */
export interface RequestGuard extends Reporting {
  /** Takes the guards away. What somebody has wrapped since stays below it and lets everything through. */
  remove(): void
}

/**
 * What reaches another host without passing a guard: requests from before the guards; what the parser reads (the page's markup,
 * `document.write`, `innerHTML`); preload, prefetch, preconnect and early hints; fonts, images and imports named in CSS; `import()`; workers and
 * service workers; frames and what they load; links, forms, new windows and redirects; WebRTC and WebTransport; hosts that nobody declared.
 */
export const GUARDS_CANNOT_STOP = [
  'earlier',
  'markup',
  'preload',
  'css',
  'import()',
  'workers',
  'frames',
  'navigation',
  'webrtc',
  'undeclared',
] as const

/**
 * Guards `fetch`, XHR, `sendBeacon`, WebSocket, EventSource, and images, scripts, frames, media and stylesheets that code adds. A stopped call
 * fails as one without a network does: nothing is sent, and nothing is kept to be sent later. A host of several purposes is open when one of
 * them is. The page's own host is never stopped. Install it before the code that it guards. It stops well-meaning code, not code that means to
 * get around it; `report()` tells what got through, as far as the browser lists it. Does nothing on a server.
 *
 * @throws PrivacyError `invalid-option` for a host that is none
 * @example
 * ```ts
 * const guard = guardRequests(privacy, { hosts: { analytics: ['*.stats.example'] } })
 * guard.onReport(({ seen }) => console.table(seen))
 * ```
 */
export function guardRequests<P extends PolicyInput>(
  privacy: Pick<PrivacyClient<P>, 'policy' | 'allows' | 'subscribe'>,
  options: GuardRequestsOptions<P> = {},
): RequestGuard {
  const { note, report, onReport } = createReport(GUARDS_CANNOT_STOP)
  if (typeof window === 'undefined') return { report, onReport, remove() {} }
  const targetOf = hostRules(privacy.policy, options.hosts ?? {})
  const allows = (purpose: string) => privacy.allows(purpose as PurposeName<P>) // as: a name that the policy lacks is not allowed
  const patches = createPatches()
  let isOn = true
  const isStopped = (kind: string, address: string, unlisted?: boolean): boolean => {
    const { host, purposes } = (isOn && targetOf(address)) || { host: '', purposes: [] }
    const isClosed = purposes.length > 0 && !purposes.some(allows)
    if (isClosed) note('stopped', kind, host, purposes)
    else if (unlisted && host !== '') note(purposes.length > 0 ? 'allowed' : 'undeclared', kind, host, purposes)
    return isClosed
  }
  const purposes = Object.keys(privacy.policy.purposes)
  const unwatch = watchResources({ purposes, allows, subscribe: privacy.subscribe, targetOf, note })
  guardNetwork(patches, isStopped)
  guardElements(patches, isStopped)
  return {
    report,
    onReport,
    remove() {
      isOn = false
      patches.undo()
      unwatch()
    },
  }
}
