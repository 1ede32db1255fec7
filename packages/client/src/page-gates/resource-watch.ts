/** Reads what the browser itself lists of the page's requests, so that what no guard saw coming is at least told. */
import type { HostRules } from './hosts.ts'
import type { ReportBook } from './report.ts'

interface ResourceWatchOptions extends Pick<ReportBook, 'note'> {
  purposes: readonly string[]
  allows(purpose: string): boolean
  subscribe(listener: () => void): () => void
  targetOf: HostRules
}

/** Notes requests to other hosts, those from before this call too; returns what ends that. Does nothing where a browser keeps no list. */
export function watchResources({ purposes, allows, subscribe, targetOf, note }: ResourceWatchOptions): () => void {
  // a request is listed when it has ended; what counts is whether its purpose was open when it began
  const turns = new Map(purposes.map((purpose) => [purpose, { isOpen: allows(purpose), since: 0 }]))
  const unsubscribe = subscribe(() => {
    for (const [purpose, { isOpen }] of turns)
      if (isOpen !== allows(purpose)) turns.set(purpose, { isOpen: !isOpen, since: performance.now() })
  })
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const target = targetOf(entry.name)
      if (target === null) continue
      const wasOpen = target.purposes.some((purpose) => {
        const turn = turns.get(purpose)
        return turn && entry.startTime < turn.since !== turn.isOpen
      })
      const outcome = wasOpen ? 'allowed' : target.purposes.length > 0 ? 'got-through' : 'undeclared'
      note(outcome, (entry as PerformanceResourceTiming).initiatorType, target.host, target.purposes) // as: only such entries are asked for
    }
  })
  observer.observe({ type: 'resource', buffered: true })
  return () => {
    unsubscribe()
    observer.disconnect()
  }
}
