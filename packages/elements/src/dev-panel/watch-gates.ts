/** Sees the gates and buffers that are added from now on, without a byte in the client: it stands in front of two of its methods. */
import type { DevPanelClient } from './port.ts'

/** A gate or buffer, as it stands. */
export interface SeenGate {
  readonly kind: 'gate' | 'buffer'
  readonly purpose: string
  /** When it was added, or last started or stopped: milliseconds since 1970. */
  changedAt: number
  /** Gates: whether it runs. */
  running: boolean
  /** Gates: how often it started. Buffers: calls that went through. */
  passed: number
  /** Buffers: calls that were made; those not yet passed wait or were thrown away. */
  called: number
}

/** Gates, as seen. */
export interface GateWatch {
  list(): readonly SeenGate[]
  /** Puts the client's own methods back. */
  end(): void
}

/** Starts watching. `changed` is called after each start, stop, addition and removal. */
export function watchGates(client: DevPanelClient, changed: () => void): GateWatch {
  const seen = new Set<SeenGate>()
  const { gate, buffer } = client
  const addBuffer: DevPanelClient['buffer'] = buffer.bind(client) // bound: it is no longer called on its client
  const note = (entry: SeenGate, part: Partial<SeenGate>) => {
    Object.assign(entry, part, { changedAt: Date.now() })
    changed()
  }
  const add = (kind: SeenGate['kind'], purpose: string): SeenGate => {
    const entry = { kind, purpose, changedAt: Date.now(), running: false, passed: 0, called: 0 }
    seen.add(entry)
    return entry
  }

  const watchedGate: DevPanelClient['gate'] = (purpose, start) => {
    const entry = add('gate', purpose)
    const remove = gate.call(client, purpose, () => {
      note(entry, { running: true, passed: entry.passed + 1 })
      const stopWith = (stop: unknown) => () => {
        note(entry, { running: false })
        if (typeof stop === 'function') stop()
      }
      const result: unknown = start()
      return result instanceof Promise ? result.then(stopWith) : stopWith(result)
    })
    changed()
    return () => {
      seen.delete(entry)
      remove()
      changed()
    }
  }
  function watchedBuffer<A extends unknown[]>(purpose: string, call: (...args: A) => void): (...args: A) => void {
    const entry = add('buffer', purpose)
    const held = addBuffer(purpose, (...args: A) => {
      note(entry, { passed: entry.passed + 1 })
      call(...args)
    })
    changed()
    return (...args) => {
      note(entry, { called: entry.called + 1 })
      held(...args)
    }
  }
  const isMine = Object.isExtensible(client)
  if (isMine) Object.assign(client, { gate: watchedGate, buffer: watchedBuffer })

  return {
    list: () => [...seen],
    end() {
      if (isMine && client.gate === watchedGate) client.gate = gate
      if (isMine && client.buffer === watchedBuffer) client.buffer = buffer
    },
  }
}
