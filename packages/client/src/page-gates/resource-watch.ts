/** Reads what the browser itself lists of the page's requests, so that what no guard saw coming is at least told. */
import type { HostRules } from './hosts.ts'
import type { ReportBook } from './report.ts'

interface ResourceWatchOptions extends Pick<ReportBook, 'note'> {
  purposes: readonly string[]
  allows(purpose: string): boolean
  subscribe(listener: () => void): () => void
  targetOf: HostRules
}

/** Notes requests to other hosts, those from before this call too; returns what ends that. */
export function watchResources({ purposes, allows, subscribe, targetOf, note }: ResourceWatchOptions): () => void {
  // a request is listed when it has ended; what counts is whether its purpose was open when it began
  const turns = purposes.map((purpose) => ({ purpose, times: [] as number[] })) // as: an empty literal has no element type
  const isOdd = (times: number[]) => times.length % 2 === 1
  const turn = (now: number) => {
    for (const { purpose, times } of turns) if (isOdd(times) !== allows(purpose)) times.push(now)
  }
  const wasOpen = (names: readonly string[], at: number) =>
    turns.some(({ purpose, times }) => names.includes(purpose) && isOdd(times.filter((time) => time <= at)))
  turn(0)
  const unsubscribe = subscribe(() => turn(performance.now()))
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const target = targetOf(entry.name)
      if (target === null) continue
      const outcome = wasOpen(target.purposes, entry.startTime)
        ? 'allowed'
        : target.purposes.length > 0
          ? 'got-through'
          : 'undeclared'
      note(outcome, (entry as PerformanceResourceTiming).initiatorType, target.host, target.purposes) // as: only such entries are asked for
    }
  })
  observer.observe({ type: 'resource', buffered: true })
  return () => {
    unsubscribe()
    observer.disconnect()
  }
}
