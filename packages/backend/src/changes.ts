/** Wakes feed readers in this process at once; readers in other processes look again by themselves. */

export interface Changes {
  /** Something was committed. */
  notify(): void
  /** Resolves at the next `notify`, after `timeoutMs`, or when the signal aborts; never rejects. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void>
}

export function createChanges(): Changes {
  const waiting = new Set<() => void>()
  return {
    notify() {
      for (const wake of [...waiting]) wake()
    },
    wait(timeoutMs, signal) {
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', wake)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, timeoutMs)
        signal.addEventListener('abort', wake)
        waiting.add(wake)
        if (signal.aborted) wake()
      })
    },
  }
}
