/** The parts of a client, wired. What happens after any change, and in which order, stands in `changed`. */
import { type AgeActions, ageStateOf, createAgeMemory } from './age.ts'
import { clearStores } from './cleanup.ts'
import type { EngineHost } from './engine-port.ts'
import type { Settings } from './engine-settings.ts'
import { accountIdOf, createEntries, type Entries } from './entries.ts'
import type { ReceiptStore } from './history.ts'
import { once } from './once.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { listen } from './page.ts'
import { createSession, type Session } from './session.ts'
import { createStore, type Store } from './store.ts'
import { createSubjects, type Subjects } from './subject.ts'
import { createTables, type Tables } from './tables.ts'
import { createTabs, type Tabs } from './tabs.ts'

/** The parts that the client's methods speak to. */
export interface Core {
  entries: Entries
  subjects: Subjects
  receipts: ReceiptStore
  store: Store<string>
  tables: Tables
  outbox: Outbox
  tabs: Tabs
  session: Session
  age: AgeActions
  /**
   * Brings everything in line with what is stored. `touched`: purposes that the person spoke about, whose storage goes when they are
   * closed, open before or not. `tell` runs between closing and opening.
   */
  changed(touched?: readonly string[], tell?: () => void): void
  /** Makes records of what was noted elsewhere. Set before `catchUp`. */
  takeNotes(): void
  /** Does what earlier pages had no engine for. Nothing is shown by it yet. */
  catchUp(): void
  /** Starts listening, and reads the backend's list if there is a subject that it may know. */
  begin(): void
  destroy(): void
}

/** A page that comes back to the front asks the backend again, but not more often than this. */
const REREAD_MS = 60_000

/** More records than this on the device are compacted: about 50 kB. */
const MOST_ENTRIES = 100

/** Creates the parts; nothing is sent, listened to or written yet. */
export function createCore(settings: Settings, host: EngineHost): Core {
  const { page, persistence, prefix, endpoint, fetch, newId, onEvent } = settings
  const entries = createEntries(persistence, prefix)
  const tables = createTables(settings, () => store)
  const subjects = createSubjects(persistence, prefix, tables.doubt)
  const memory = createAgeMemory(persistence, prefix)
  const receiptStore = once(async () => (await import('./history.ts')).createReceiptStore(page, prefix))
  // where the chunk does not load, receipts are read from the backend another time
  const receipts: ReceiptStore = {
    keep: (...kept) =>
      receiptStore().then(
        (store) => store.keep(...kept),
        () => {},
      ),
    read: (tag) =>
      receiptStore().then(
        (store) => store.read(tag),
        () => new Map(),
      ),
    forget: (tag) =>
      receiptStore().then(
        (store) => store.forget(tag),
        () => {},
      ),
  }
  const outbox = createOutbox({
    ...{ endpoint, fetch, page, prefix, entries, subjects, newId },
    at: () => store.at(),
    retry: () => void session.sync(),
    changed(stored, received) {
      const [first] = stored
      if (first !== undefined) void receipts.keep(first.tag, received)
      changed()
      if (stored.length > 0) tabs.tell({ entries: stored, receipts: received })
    },
  })
  const session = createSession({
    ...{ settings, entries, subjects, outbox, receipts },
    age: memory,
    resend: () => resend(),
    changed: () => everywhere(),
  })
  const store = createStore({
    ...{ settings, entries, subjects },
    age: memory,
    before: host.snapshot(),
    mayAsk: () => !session.isReadingBack(),
    lastError: outbox.lastError,
  })
  const tabs = createTabs({ page, prefix, hear })
  const everywhere = () => changed([], () => tabs.tell({}))
  const question = once(async () => {
    const { createAgeQuestion } = await import('./age-answer.ts')
    const accountOf = (tag: string) => accountIdOf(entries.server(tag))
    return createAgeQuestion({ ...{ endpoint, fetch, subjects, memory, accountOf }, at: store.at, changed: everywhere })
  })
  const age: AgeActions = {
    gate: async () => (await question()).gate(),
    answer: async (answer, gate) => (await question()).answer(answer, gate),
    state: () => ageStateOf(memory, subjects.current().tag),
  }
  const resend = async () => {
    if (memory.read(subjects.current().tag)?.sent === false) await (await question()).resend()
  }
  const rhythm = createRhythm(settings, { changed: () => changed(), sleep: store.sleep, sync: session.sync })

  function hear({ entries: told = [], receipts: received = [] }: Parameters<Tabs['tell']>[0]): void {
    for (const entry of told) if (entries.get(entry.record.id) === null) entries.absorb(entry)
    outbox.hear(received)
    core.takeNotes()
    update([], undefined, true)
  }

  function changed(touched?: readonly string[], tell?: () => void): void {
    update(touched, tell, false)
  }

  function update(touched: readonly string[] = [], tell: (() => void) | undefined, isHeard: boolean): void {
    const before = host.snapshot()
    store.refresh()
    const after = store.snapshot()
    host.show(after)
    host.stop()
    clear([...before.allowed, ...touched])
    tell?.()
    tables.write(after, isHeard)
    host.go()
    rhythm.rearm()
    if (before !== after) host.tell()
  }

  /** Takes away what closed purposes keep on the device. */
  function clear(purposes: readonly string[]): void {
    const open = [...store.snapshot().allowed]
    for (const purpose of new Set(purposes)) {
      if (open.includes(purpose)) continue
      const cookies = clearStores({ page, policy: settings.policy, purpose, open })
      if (cookies.length > 0) onEvent({ kind: 'cleanup-incomplete', purpose, cookies })
    }
  }

  const core: Core = {
    ...{ entries, subjects, receipts, store, tables, outbox, tabs, session, age, changed },
    takeNotes() {},
    catchUp() {
      core.takeNotes()
      if (persistence.read(`${prefix}leaving`) === null) return
      void session.signedOut()
      persistence.remove(`${prefix}leaving`)
    },
    begin() {
      entries.dropStranded(subjects.current().tag)
      if (entries.all().length > MOST_ENTRIES)
        import('./compact.ts').then(
          ({ compact }) => compact(entries),
          () => {},
        )
      store.refresh()
      const { decisions } = store.snapshot()
      // a grant may have lapsed, or a script may have written again, while no page was open
      changed(Object.keys(decisions).filter((name) => decisions[name]?.recordIds[0] !== undefined))
      rhythm.begin()
      void session.sync()
    },
    destroy() {
      rhythm.end()
      tabs.close()
      outbox.close()
    },
  }
  return core
}

/** What the passing of time sets off. */
function createRhythm({ page, now }: Settings, work: { changed(): void; sleep(): number; sync(): Promise<void> }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let unlisten = () => {}
  let readAt = 0
  let ended = false
  const rearm = () => {
    if (page === null || ended) return
    clearTimeout(timer)
    timer = setTimeout(work.changed, work.sleep())
  }
  // a sleeping machine stops timers, and a page from the back-forward cache has missed everything
  const wake = () => {
    if (page?.document?.visibilityState === 'hidden') return
    work.changed()
    const clock = new Date(now()).getTime()
    if (Math.abs(clock - readAt) < REREAD_MS) return
    readAt = clock
    void work.sync()
  }
  return {
    rearm,
    begin() {
      readAt = new Date(now()).getTime()
      unlisten = listen(page, ['visibilitychange', 'pageshow'], wake)
      rearm()
    },
    end() {
      ended = true
      clearTimeout(timer)
      unlisten()
    },
  }
}
