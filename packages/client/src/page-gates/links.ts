/** `gateLinks`: a link to a declared third party waits for its purpose, or for the person's word on this one time. */
import type { PolicyInput, PurposeName } from '@privacykit/policy'
import type { PrivacyClient } from '../privacy-client.ts'
import { holdHints } from './hints.ts'
import { type HostRules, hostRules } from './hosts.ts'
import { createReport, type Reporting } from './report.ts'

export type { GateReport, Outcome, Reporting, Sighting } from './report.ts'

/** What the person is asked about. */
export interface LinkQuestion<N extends string = string> {
  readonly element: HTMLAnchorElement | HTMLAreaElement
  /** Where it leads. */
  readonly url: string
  readonly host: string
  /** Purposes that the host was declared for; all of them are closed. */
  readonly purposes: readonly N[]
}

/** `once` follows this link; `always` also grants its purposes; `stay` does neither. */
export type LinkAnswer = 'once' | 'always' | 'stay'

/** Options of `gateLinks`. */
export interface GateLinksOptions<N extends string = string> {
  /** Asks the person; what it throws or rejects with counts as `stay`, and is reported to the page. */
  ask: (question: LinkQuestion<N>) => LinkAnswer | Promise<LinkAnswer>
  /** Hosts by purpose, besides those of the policy's recipients: `films.example`, or `*.films.example` for all below it. */
  hosts?: Partial<Record<N, readonly string[]>>
  /** Where links are looked for. Default: the document. */
  root?: ParentNode & Node
}

/** Gated links. */
export interface LinkGates extends Reporting {
  /** Lets every link go again, and puts the hints back. */
  remove(): void
}

/** A page can be left in ways that no click handler sees. */
export const LINKS_CANNOT_STOP = [
  'address-bar',
  'context-menu',
  'location.assign',
  'window.open',
  'forms',
  'hints-before-install',
] as const

/**
 * Stops clicks on links whose host the policy declares for purposes that are all closed, and asks. Every other link to a foreign host is
 * followed, but without a referrer and without `ping`, so that its reader decides by the click alone what the other side learns. Hints that
 * would contact such a host before any click (`preconnect`, `prefetch`, …) are taken out until its purpose opens. Does nothing on a server.
 *
 * @throws PrivacyError `invalid-option` for a host that is none
 * @example
 * ```ts
 * const links = gateLinks(privacy, { ask: ({ host }) => (confirm(`Go to ${host}?`) ? 'once' : 'stay') })
 * ```
 */
export function gateLinks<P extends PolicyInput>(
  privacy: Pick<PrivacyClient<P>, 'policy' | 'allows' | 'choose' | 'shown' | 'subscribe'>,
  { ask, hosts = {}, root }: GateLinksOptions<PurposeName<P>>,
): LinkGates {
  type N = PurposeName<P>
  const { note, report, onReport } = createReport(LINKS_CANNOT_STOP)
  if (typeof document === 'undefined') return { report, onReport, remove() {} }
  const where = root ?? document
  const targetOf: HostRules = hostRules(privacy.policy, hosts)
  const isClosed = (purposes: readonly string[]) =>
    purposes.length > 0 && !purposes.some((purpose) => privacy.allows(purpose as N)) // as: hostRules took the names from the policy

  const clicked = (event: Event) => {
    const link = linkOf(event)
    if (link === null || event.defaultPrevented || (event as MouseEvent).button > 1) return // as: only clicks are listened to
    const target = targetOf(link.href)
    if (target === null) return
    const { host, purposes } = target
    discloseNothing(link)
    if (!isClosed(purposes)) return note(purposes.length > 0 ? 'allowed' : 'undeclared', 'link', host, purposes)
    event.preventDefault()
    note('stopped', 'link', host, purposes)
    const how = { newTab: opensNewTab(event as MouseEvent, link) } // as: see above
    const question = { element: link, url: link.href, host, purposes: purposes as readonly N[] } // as: see above
    // what stood when the question was put: a yes replaces nothing that came while the person thought
    const shown = privacy.shown()
    void answer(question).then((said) => {
      if (said === 'stay') return
      if (said === 'always') privacy.choose(grants(question.purposes), { surface: 'embed', shown })
      note('allowed', 'link', host, purposes)
      follow(question.url, how)
    })
  }

  async function answer(question: LinkQuestion<N>): Promise<LinkAnswer> {
    try {
      return await ask(question)
    } catch (error) {
      reportError(error)
      return 'stay'
    }
  }

  const release = holdHints(where, (address) => isClosed(targetOf(address)?.purposes ?? []), privacy.subscribe)
  for (const type of ['click', 'auxclick']) where.addEventListener(type, clicked)
  return {
    report,
    onReport,
    remove() {
      for (const type of ['click', 'auxclick']) where.removeEventListener(type, clicked)
      release()
    },
  }
}

function grants<N extends string>(purposes: readonly N[]): Partial<Record<N, 'granted'>> {
  return Object.fromEntries(purposes.map((purpose) => [purpose, 'granted'])) as Partial<Record<N, 'granted'>> // as: fromEntries forgets the names
}

/** The link that a click is about, also inside a component with a shadow root. */
function linkOf(event: Event): HTMLAnchorElement | HTMLAreaElement | null {
  const isLink = (each: EventTarget): each is HTMLAnchorElement | HTMLAreaElement =>
    each instanceof HTMLAnchorElement || each instanceof HTMLAreaElement
  return event.composedPath().find(isLink) ?? null
}

function discloseNothing(link: HTMLAnchorElement | HTMLAreaElement): void {
  link.removeAttribute('ping')
  link.referrerPolicy = 'no-referrer'
  link.relList.add('noreferrer')
}

function opensNewTab(event: MouseEvent, link: HTMLAnchorElement | HTMLAreaElement): boolean {
  return event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey || link.target === '_blank'
}

function follow(url: string, { newTab }: { newTab: boolean }): void {
  const link = document.createElement('a')
  link.href = url
  discloseNothing(link)
  if (newTab) link.target = '_blank'
  // outside the document nobody else's handlers, ours included, hear the click
  link.click()
}
