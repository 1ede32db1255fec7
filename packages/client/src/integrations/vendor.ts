/** One vendor's library behind one gate: loaded after the first grant and never before, once, and silent again after a withdrawal. */
import { BUFFER_LIMIT } from '../buffer.ts'
import type { GateStart } from '../gate.ts'

/** The part of a client that an integration needs; `PrivacyClient` fits. */
export interface GatedClient<N extends string = string> {
  allows(purpose: N): boolean
  gate(purpose: N, start: GateStart): () => void
  buffer<A extends unknown[]>(purpose: N, call: (...args: A) => void): (...args: A) => void
}

/** What a vendor is told when it has to stop. */
export interface StopReason {
  /** False: the page disconnected it while the person's grant stands, so identifiers may stay. */
  readonly closed: boolean
}

/** How a vendor is driven. */
export interface VendorOptions<V, N extends string> {
  purpose: N
  /**
   * Brings the library into the page. It is called after a grant; `isOpen` tells whether that still stands, for loaders with several
   * steps. Null: given up because it does not. What it rejects with is reported like the failure of any gate.
   */
  load(isOpen: () => boolean): V | null | Promise<V | null>
  /** Starts it, the first time or again. */
  start(vendor: V): void
  /** Silences it. Also called where loading had begun and the purpose closed before `start`. */
  stop(vendor: V, reason: StopReason): void
}

/** A vendor behind its gate. */
export interface Vendor<V> {
  /**
   * Turns a call to the vendor into one that waits: held in memory until the person answers and the library is there (the first 100),
   * thrown away when refused.
   */
  call<A extends unknown[]>(use: (vendor: V, ...args: A) => void): (...args: A) => void
  isRunning(): boolean
  /** Takes the gate away, and silences the vendor. Calls made from then on do nothing. */
  disconnect(): void
}

/** Puts a vendor behind the purpose. Nothing is loaded before the purpose is open. */
export function connectVendor<V, N extends string>(privacy: GatedClient<N>, options: VendorOptions<V, N>): Vendor<V> {
  const { purpose } = options
  let isOpen = false
  let isConnected = true
  let loading: Promise<V | null> | undefined
  let vendor: V | null = null
  let running: V | null = null
  const waiting: ((vendor: V) => void)[] = []

  function start(loaded: V): void {
    if (running !== null) return
    options.start(loaded)
    running = loaded
    for (const use of waiting.splice(0)) use(loaded)
  }

  async function load(): Promise<void> {
    loading ??= Promise.resolve(options.load(() => isOpen))
    try {
      vendor = await loading
    } catch (error) {
      loading = undefined // an ad blocker or a lost network; the next grant tries again
      throw error
    }
    if (vendor === null) loading = undefined
    else if (isOpen) start(vendor)
    else if (running === null) options.stop(vendor, { closed: !privacy.allows(purpose) })
  }

  // the first gate hears of a closing in its own tick, whatever the second one is still waiting for
  const forget = privacy.gate(purpose, () => {
    isOpen = true
    return () => {
      isOpen = false
      waiting.length = 0
      const stopping = running
      running = null
      if (stopping !== null) options.stop(stopping, { closed: !privacy.allows(purpose) })
    }
  })
  const unload = privacy.gate(purpose, () => (vendor === null ? load() : start(vendor)))

  return {
    call: (use) =>
      privacy.buffer(purpose, (...args) => {
        if (!isConnected) return
        if (running !== null) use(running, ...args)
        else if (waiting.length < BUFFER_LIMIT) waiting.push((loaded) => use(loaded, ...args))
      }),
    isRunning: () => running !== null,
    disconnect() {
      isConnected = false
      unload()
      forget()
    },
  }
}
