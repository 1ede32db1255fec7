/**
 * `createPrivacyClient`: what every page loads. It answers from the stored table, runs gates, and notes what is said until the engine is there.
 * Longer than other files, and one closure, because its size is a promise: a minifier shortens what stays inside a function.
 */
import type { Decision, Reason, Receipt } from '@privacykit/contract'
import type { Answer, PolicyInput } from '@privacykit/policy'
import { createBuffers } from './buffer.ts'
import type { Engine, EngineModule } from './engine-port.ts'
import { failure } from './failure.ts'
import { attempt, createGates } from './gate.ts'
import { type PrivacyClientOptions, type PrivacyEvent, requireOptions } from './options.ts'
import type { Page, WebStorage } from './page.ts'
import type { PrivacyClient } from './privacy-client.ts'
import type { Said } from './say.ts'
import type { Snapshot } from './store.ts'
import { type AnswerTable, isCurrent, parseTable } from './table.ts'

/**
 * Creates the client and reads the answers that are stored: `allows()` is right from the first line on. It makes no request and stores
 * nothing before the person's first choice. What decides, sends and remembers, the engine, is loaded when the page is idle or at `prepare()`;
 * until then a purpose is open only where a table that the engine wrote says so. On a server it denies everything that needs to know the person.
 *
 * @throws PrivacyError `invalid-option`
 * @example
 * ```ts
 * const privacy = createPrivacyClient({ policy, endpoint: '/api/privacy' })
 * const stop = privacy.gate('analytics', () => { startAnalytics(); return stopAnalytics })
 * const { saved } = privacy.choose({ analytics: 'refused' }, { surface: 'banner', noticeId: 'banner-1' })
 * ```
 */
export function createPrivacyClient<const P extends PolicyInput>(given: PrivacyClientOptions<P>): PrivacyClient<P> {
  requireOptions(given)
  const options: PrivacyClientOptions<PolicyInput> = given
  const {
    policy,
    start,
    cookie,
    endpoint,
    region,
    storage,
    now = Date.now,
    page = (globalThis as { window?: Page }).window ?? null,
  } = options // as: its DOM type lists more overloads than this slice names
  const live = page ?? storage
  const names = Object.keys(policy.purposes)
  const prefix = `privacykit:${policy.app}:`
  const listeners = new Set<() => void>()
  /** Purposes that code asks for. */
  const used = new Set<string>()
  /** What waits for the engine, in order. */
  const waiting: ((engine: Engine) => void)[] = []
  let engine: Engine | undefined
  let loading: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Somebody signs in or out: whose a choice is, is known when the engine is there. */
  let switching = false
  let ended = false
  let blocked = !live
  /** The stored text that `table` is from. */
  let seen: string | null
  const gpc = () => page?.navigator?.globalPrivacyControl === true
  const hasDevice = () => !!tryStorage(() => page?.document?.cookie.includes('has-privacy-device=1'))
  const fits = (found: AnswerTable) => isCurrent(found, { gpc, policy: policy.version, now: +now(), region })
  let table = look()
  let allowed: ReadonlySet<string> = new Set(table?.allowed)
  let latest: Snapshot | null | undefined

  const report = (purpose: string | null, error: unknown) => onEvent({ kind: 'callback-failed', purpose, error })
  const [addGate, stop, startGates] = createGates((purpose) => allowed.has(purpose), report)
  const [addBuffer, settle] = createBuffers(
    (purpose) =>
      // only somebody who has not answered is waited for
      allowed.has(purpose) || (live && /^(not-|out|exp|st)/.test(decisionOf(purpose).reason) ? null : false),
    report,
  )
  const snapshot = () => (latest ??= viewOf())
  const show = (next: Snapshot) => {
    latest = next
    allowed = next.allowed
  }
  const go = () => {
    startGates()
    settle()
  }
  const tell = () => {
    for (const listener of [...listeners]) attempt(report, null, listener)
  }

  function onEvent(event: PrivacyEvent): void {
    try {
      if (options.onEvent) options.onEvent(event)
      else if ('error' in event) throw event.error
    } catch (error) {
      globalThis.reportError?.(error) // what is told of a failure must not become another one
    }
  }

  /** What is blocked here is held in memory by the engine. */
  function tryStorage<T>(work: (storage: WebStorage) => T): T | undefined {
    try {
      return work((page as { localStorage: WebStorage }).localStorage) // as: a page without it is caught like one that blocks it
    } catch {
      blocked = true
    }
  }

  function read(name: string): string | null {
    return (storage ? storage.read(prefix + name) : tryStorage((from) => from.getItem(prefix + name))) ?? null
  }

  function write(name: string, value: string): void {
    if (storage) storage.write(prefix + name, value)
    else
      tryStorage((to) => {
        // where storage is full, writing fails and would leave the old value
        to.removeItem(prefix + name)
        to.setItem(prefix + name, value)
      })
  }

  function isFirstVisit(): boolean {
    return !(storage?.keys('') ?? tryStorage(Object.keys))?.join().includes(prefix)
  }

  /** The table that may be believed now; null: nothing is known, which denies. */
  function look(): AnswerTable | null {
    if (!live) return null
    seen = read('table')
    const found =
      seen === null && isFirstVisit()
        ? (cookie?.read() ?? (hasDevice() ? null : start?.[+gpc() as 0 | 1])) // as: a boolean's number
        : parseTable(seen)
    return found && fits(found) ? found : null
  }

  function viewOf(
    decisions = table?.decisions ?? Object.fromEntries(names.map((name) => [name, denied('state-stale')])),
    shown: Snapshot['shown'] = table?.shown ?? {},
  ): Snapshot {
    const those = (member: 'allowed' | 'mayAsk') => names.filter((name) => decisions[name]?.[member])
    return {
      decisions,
      allowed: new Set(those('allowed')),
      questions: those('mayAsk'),
      shown,
      signals: { gpc: gpc() },
      status: {
        pending: 0,
        lastError: null,
        storage: blocked ? 'memory' : 'persistent',
        endpoint: endpoint ? 'connected' : 'device-only',
      },
    }
  }

  function decisionOf(purpose: string, asked?: object): Decision {
    const { decisions } = snapshot()
    if (!names.includes(purpose)) return denied('unknown-purpose')
    // what is stored says nothing about anything but plain use
    return (!asked && decisions[purpose]) || denied('state-stale')
  }

  /** Without an engine: this is answered from here on. */
  function turn(next: Snapshot): void {
    show(next)
    stop()
    go()
    tell()
  }

  function refresh(): void {
    if (read('table') === seen && (!table || fits(table))) return
    table = look()
    turn(viewOf())
  }

  function arm(): void {
    clearTimeout(timer)
    // timers take no more than 24.8 days
    if (table && !engine && !ended) timer = setTimeout(wake, Math.min(table.until - +now(), 2e9))
  }

  /** What a page may have missed: another tab wrote, the page came back from a cache or from sleep, time went by. */
  function wake(): void {
    if (engine || ended) return
    refresh()
    arm()
    load()
  }

  function listen(how: 'addEventListener' | 'removeEventListener'): void {
    // `resume` is fired at the document and does not bubble; the window sees it on its way down
    for (const type of ['storage', 'visibilitychange', 'pageshow', 'resume', 'online']) page?.[how]?.(type, wake, true)
  }

  /** Never rejects: what does not load now is tried again at the next occasion. */
  function load(): Promise<void> {
    loading ??= import('./engine.ts').then(takeOver).catch((error: unknown) => {
      loading = undefined
      onEvent({ kind: 'engine-missing', error })
    })
    return loading
  }

  function takeOver(module: EngineModule): void {
    if (ended) return
    loading ??= Promise.resolve()
    engine = module.createEngine(
      { options, page, signals: () => ({ gpc: gpc() }), hasDevice, fits, onEvent },
      { snapshot, show, stop, go, tell, used },
    )
    arm()
    for (const work of waiting) work(engine)
  }

  /** Runs with the engine, however long it takes until it is there. */
  function later<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    if (engine) return work(engine)
    load()
    return new Promise((resolve, reject) => waiting.push((engine) => work(engine).then(resolve, reject)))
  }

  /** Somebody signs in or out. Waits no longer than for one attempt to load the engine: nobody's way out may hang on that. */
  async function enter(work: (engine: Engine) => Promise<void>): Promise<void> {
    switching = true
    const done = later(work)
    await load()
    if (engine) await done
  }

  function use(purpose: string): void {
    used.add(purpose)
    engine?.heed()
  }

  /** From here on the next page opens nothing until its engine has looked. */
  function doubt(): void {
    write('table', '0')
    seen = read('table')
    cookie?.write(null)
  }

  /** Notes what was said. From the first line on a yes that it takes back is gone, whatever fails afterwards. */
  function note(said: Said[], how?: object) {
    refresh()
    doubt()
    // whose it is, is not known while somebody signs in or out
    const subject = !switching && read('subject')
    const text = JSON.stringify({ said, how, at: +now(), policy: policy.version, subject })
    write(`note:${said[0]?.[1]}`, text)
    // what an objection reaches, the engine knows
    if (!how) table = latest = null
    const decisions = { ...snapshot().decisions }
    const shown = { ...snapshot().shown }
    for (const [name, id, replaces, word] of said) {
      const left = shown[name]?.filter((head) => !replaces.includes(head)) ?? []
      const opens = word === 'granted' && !left[0] && !!table?.grants.includes(name)
      // a yes that the engine must look at first is not known yet
      decisions[name] = {
        ...denied(word === 'granted' && !opens ? 'state-stale' : (word as Reason)),
        allowed: opens,
        recordIds: [id],
      } // as: an objection's word is not looked at
      shown[name] = [...left, id]
    }
    turn(viewOf(decisions, shown))
    // biome-ignore lint/suspicious/noExplicitAny: records of choices or of objections, as was said
    const records: any[] = []
    const saved = later((engine): Promise<Receipt[]> => {
      const made = engine.note(text)
      records.push(...made.records)
      return made.saved
    })
    saved.catch(() => {}) // the failure is in status() as well; nobody has to await it
    return { saved, records }
  }

  if (options.engine) takeOver(options.engine)
  else if (live)
    queueMicrotask(() => {
      if (ended) return
      listen('addEventListener')
      arm()
      if (table) (page?.requestIdleCallback ?? setTimeout)(load)
      else load()
    })

  const client: PrivacyClient = {
    policy,
    allows: (purpose) => allowed.has(purpose),
    decide: (purpose, asked) => engine?.decide(purpose, asked) ?? decisionOf(purpose, asked),
    choose(answers, how) {
      if (engine) return engine.choose(answers, how)
      const shown = how.shown ?? snapshot().shown
      for (const name in answers)
        if (!names.includes(name)) throw failure('unknown-purpose', `no purpose "${name}" in the policy`)
      return note(
        Object.entries(answers)
          .filter(([, word]) => word)
          .map(([name, word]) => [name, randomBytes(), shown[name] ?? [], word as Answer]),
        how,
      )
    },
    object(scope, word, how) {
      if (engine) return engine.object(scope, word, how)
      const { purpose = '' } = scope as { purpose?: string } // as: a text has none
      return note([[purpose, randomBytes(), (how?.shown ?? snapshot().shown)[purpose] ?? [], word]])
    },
    gate(purpose, start) {
      use(purpose)
      return addGate(purpose, start)
    },
    buffer(purpose, call) {
      use(purpose)
      return addBuffer(purpose, call)
    },
    questions: () => snapshot().questions,
    shown: () => snapshot().shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    snapshot,
    status: () => snapshot().status,
    prepare: load,
    signedIn: (how) => enter((engine) => engine.signedIn(how)),
    signedOut() {
      if (!engine) {
        write('leaving', '1')
        doubt()
        table = null
        turn(viewOf())
      }
      return enter((engine) => engine.signedOut())
    },
    age: {
      gate: () => later(({ age }) => age.gate()),
      answer: (answer, gate) => later(({ age }) => age.answer(answer, gate)),
      state: () => engine?.age.state() ?? { answer: null, band: null, sent: false },
    },
    account: {
      preview: () => later(({ account }) => account.preview()),
      deregister: () => later(({ account }) => account.deregister()),
      status: (requestId) => later(({ account }) => account.status(requestId)),
      cancel: (requestId) => later(({ account }) => account.cancel(requestId)),
    },
    history: () => later((engine) => engine.history()),
    noticed: (purposes, how) => later((engine) => engine.noticed(purposes, how)),
    destroy() {
      ended = true
      listen('removeEventListener')
      arm()
      engine?.destroy()
      stop(true)
      listeners.clear()
    },
  }
  return client as PrivacyClient<P> // as: names that are not the policy's are refused at run time
}

function denied(reason: Reason): Decision {
  return {
    allowed: false,
    reason,
    basis: null,
    evidence: 'recorded',
    policyVersion: null,
    recordIds: [],
    mayAsk: false,
  }
}

/** 128 random bits; the engine makes an id of them. */
function randomBytes(): string {
  return crypto.getRandomValues(new Uint8Array(16)).join()
}
