/** What the drawer shows: things that happened in this page, and on the server. */

interface Entry {
  key: number
  at: string
  where: 'browser' | 'server'
  kind: string
  text: string
}

const KEPT = 120
let entries: readonly Entry[] = []
let next = 0
const listeners = new Set<() => void>()

export function noteActivity({ kind, facts }: { kind: string; facts: Record<string, unknown> }): void {
  const text = Object.entries(facts)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([key, value]) => `${key}: ${value}`)
  add({ at: new Date().toISOString(), where: 'browser', kind, text: text.join(' · ') })
}

interface Watched {
  policy: { purposes: object }
  decide: (purpose: never) => { reason: string }
  status: () => { pending: number }
  subscribe: (listener: () => void) => () => void
}

/** Notes each decision that changes in this page, and what waits to be sent. */
export function noteChanges(client: Watched): void {
  const names = Object.keys(client.policy.purposes)
  const read = () => new Map(names.map((name) => [name, client.decide(name as never).reason])) // as: the policy's own names
  let before = read()
  let pending = client.status().pending
  client.subscribe(() => {
    const after = read()
    for (const [purpose, reason] of after) {
      if (before.get(purpose) !== reason)
        noteActivity({ kind: 'decision', facts: { purpose, reason, was: before.get(purpose) } })
    }
    before = after
    if (client.status().pending === pending) return
    pending = client.status().pending
    noteActivity({ kind: 'outbox', facts: { waiting: pending } })
  })
}

/** Listens to the server's side; returns what stops it. */
export function listenToServer(): () => void {
  const source = new EventSource('/api/activity')
  source.onmessage = ({ data }) =>
    add({ where: 'server', ...(JSON.parse(data) as { at: string; kind: string; text: string }) }) // as: the shop's own server wrote it
  return () => source.close()
}

export const activity = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  read: () => entries,
}

function add(entry: Omit<Entry, 'key'>): void {
  if (
    entries.some(
      ({ at, kind, text, where }) =>
        where === entry.where && at === entry.at && kind === entry.kind && text === entry.text,
    )
  )
    return // a reconnected stream repeats itself
  entries = [{ ...entry, key: next++ }, ...entries].slice(0, KEPT)
  for (const listener of listeners) listener()
}
