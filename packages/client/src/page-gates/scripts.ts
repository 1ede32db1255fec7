/** `gateScripts`: tags marked with a purpose start when it opens, in the order in which they stand in the page. */
import type { PolicyInput, PurposeName } from '@privacykit/policy'
import type { PrivacyClient } from '../privacy-client.ts'
import { type Gated, setLoading, sourceOf, type Tell, watchTags } from './gated.ts'
import { createReport, type Reporting } from './report.ts'
import { createScriptGate } from './script-gate.ts'

export type { GateReport, Outcome, Reporting, Sighting } from './report.ts'

/** Options of `gateScripts`. */
export interface GateScriptsOptions {
  /** Where tags are looked for, those added later too. Default: the document. */
  root?: ParentNode & Node
  /**
   * For tags that carry no nonce of their own. Better mark each tag: with this option, markup that somebody managed to inject below `root`
   * becomes a script that your CSP lets through. Default none.
   */
  nonce?: string
  /** Called for each script that has run, when one of its purposes closes: switch the vendor off here, or reload the page. */
  onStop?: (script: HTMLScriptElement, purposes: readonly string[]) => void
}

/** Gated tags. */
export interface ScriptGates extends Reporting {
  /** Looks no further. What has started stays, and what waits never starts. */
  remove(): void
}

/** A script that has run stays in memory, with its timers and listeners: taking its element away stops nothing. */
export const SCRIPTS_CANNOT_STOP = ['scripts-that-ran'] as const

/**
 * Starts `<script type="text/plain" data-purpose="analytics" data-src="…">` (or inline, or `src`; `data-type="module"` for modules) once its
 * purpose opens: each once, and in document order unless `async`. Any other element with `data-purpose` gets `data-src`, `data-srcset` and
 * `data-href` as its `src`, `srcset` and `href`, and loses them again when the purpose closes; a frame is emptied then. Several purposes, with
 * spaces between them, must all be open; one that the policy lacks never is, which the console says once. Nonces are kept. Where Trusted
 * Types are enforced, allow the policy `privacykit` in the page's CSP. Does nothing on a server.
 *
 * @example
 * ```ts
 * const gates = gateScripts(privacy, { onStop: () => location.reload() })
 * ```
 */
export function gateScripts<P extends PolicyInput>(
  privacy: Pick<PrivacyClient<P>, 'policy' | 'allows' | 'subscribe'>,
  { root, nonce = '', onStop }: GateScriptsOptions = {},
): ScriptGates {
  const { note, report, onReport } = createReport(SCRIPTS_CANNOT_STOP)
  if (typeof document === 'undefined') return { report, onReport, remove() {} }
  const items = new Map<Element, Gated>()
  const tell: Tell = (outcome, { element, purposes }) => note(outcome, element.localName, hostOf(element), purposes)
  const scripts = createScriptGate(tell, nonce)

  const found = (element: HTMLElement) => {
    if (items.has(element)) return
    const item: Gated = { element, purposes: element.dataset.purpose?.match(/\S+/g) ?? [], isOn: false }
    items.set(element, item)
    const isKnown = (purpose: string) => Object.hasOwn(privacy.policy.purposes, purpose)
    if (!item.purposes.every(isKnown) && tell('unknown-purpose', item) === 1)
      console.warn(`PrivacyKit: no tag for \`${item.purposes.join(' ')}\` starts: that is not all in the policy.`)
  }
  const isOpen = ({ purposes }: Gated) =>
    purposes.length > 0 && purposes.every((purpose) => privacy.allows(purpose as PurposeName<P>)) // as: a name that the policy lacks is not allowed
  const turn = (item: Gated, isOn: boolean) => {
    const { element, script, purposes } = item
    item.isOn = isOn
    if (!isScript(element)) {
      setLoading(element, isOn)
      tell(isOn ? 'started' : 'removed', item)
    } else if (isOn) scripts.start(item)
    else if (script) {
      script.remove()
      tell('cannot-be-stopped', item)
      attempt(() => onStop?.(script, purposes))
    }
  }
  const sync = () => {
    for (const item of items.values()) {
      const isGone = !item.script && !item.element.isConnected
      if (item.isOn && (isGone || !isOpen(item))) turn(item, false)
      if (isGone) items.delete(item.element)
    }
    for (const item of items.values()) if (!item.isOn && isOpen(item)) turn(item, true)
    scripts.pump()
  }
  const ends = [watchTags(root ?? document, found, sync), privacy.subscribe(sync), scripts.end]
  sync()
  return {
    report,
    onReport,
    remove() {
      for (const end of ends) end()
      for (const item of items.values()) item.isOn = false
    },
  }
}

/** One foreign hook that throws never holds up the rest. */
function attempt(work: () => void): void {
  try {
    work()
  } catch (error) {
    reportError(error)
  }
}

const isScript = ({ localName }: Element): boolean => localName === 'script'

function hostOf(element: HTMLElement): string {
  const source = sourceOf(element) ?? element.dataset.href ?? element.dataset.srcset
  return source === undefined ? 'inline' : Object.assign(document.createElement('a'), { href: source }).host
}
