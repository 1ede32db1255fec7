/** The job port. A job only wakes a request; what is true stands in our own tables, and a lost job costs time, nothing else. */

/** Names a request. Nothing personal may ever be added: queues keep their jobs for days. */
export interface Wake {
  tenant: string
  app: string
  requestId: string
}

/** Wakes requests at a time, at least once if all goes well, possibly never. */
export interface Jobs {
  /** Calls `run` for each wake from here on, in any order, several at once. A rejection is the port's to retry or drop. */
  start(run: (wake: Wake) => Promise<void>): Promise<void>
  /** Before `start` and after `stop` it does nothing. */
  wake(wake: Wake, at: Date): Promise<void>
  /** Resolves when no `run` is under way. */
  stop(): Promise<void>
}

/** Longest delay that a timer of Node takes. */
const LONGEST_MS = 2 ** 31 - 1

/** Timers of this process: for tests, and for a backend that shares its process with a small app. They end with the process. */
export function inlineJobs(): Jobs {
  const timers = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  let work: ((wake: Wake) => Promise<void>) | null = null
  return {
    async start(run) {
      work = run
    },
    async wake(wake, at) {
      if (work === null) return
      const timer = setTimeout(
        () => {
          timers.delete(timer)
          const run = work?.(wake).catch(() => {}) // the reconciler comes by again
          if (run === undefined) return
          running.add(run)
          void run.then(() => running.delete(run))
        },
        Math.min(LONGEST_MS, Math.max(0, at.getTime() - Date.now())),
      )
      timer.unref()
      timers.add(timer)
    },
    async stop() {
      work = null
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      await Promise.all(running)
    },
  }
}
