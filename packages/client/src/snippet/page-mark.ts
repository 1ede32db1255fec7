/** What the snippet leaves in the page for others: a global for inline code, and a mark on `<html>` for CSS. */
import type { PrivacyClient } from '../privacy-client.ts'
import type { Snapshot } from '../store.ts'

/** `window.privacyAnswers`, set by the snippet. For code that runs before the bundle; afterwards the client knows more. */
export interface PrivacyAnswers {
  /** The policy's `app`. */
  readonly app: string
  /** Whether there was nothing to ask when the page started. */
  readonly answered: boolean
  /** Whether the purpose is open by what is stored now; read anew at each call. False for what it does not know; never throws. */
  allows(purpose: string): boolean
}

const PAGE_MARK = 'data-privacy'

/**
 * Keeps the snippet's mark on `<html>` true while the page lives: `open` as soon as there is something to ask again, so that CSS that hides the
 * banner does not hide that. Until the client knows anything, the snippet's word stands; a page without a mark stays without one. Returns what
 * ends it.
 */
export function keepPageMark(privacy: Pick<PrivacyClient, 'snapshot' | 'subscribe'>): () => void {
  const root = typeof document === 'undefined' ? null : document.documentElement
  if (root?.hasAttribute(PAGE_MARK) !== true) return () => {}
  const mark = () => {
    const snapshot = privacy.snapshot()
    if (!isUnread(snapshot)) root.setAttribute(PAGE_MARK, snapshot.questions.length === 0 ? 'answered' : 'open')
  }
  mark()
  return privacy.subscribe(mark)
}

/** True while the client knows nothing of the person yet: on a server, and until what decides has loaded. */
export function isUnread({ decisions }: Pick<Snapshot, 'decisions'>): boolean {
  return Object.values(decisions).every(({ reason }) => reason === 'state-stale')
}
