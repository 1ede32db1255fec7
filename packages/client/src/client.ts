/** `createPrivacyClient`: what every page loads. It answers from the stored table, runs gates, and notes what is said until the engine is there. */
import type { Decision, Reason, Receipt } from '@privacykit/contract'
import type { Answer, PolicyInput } from '@privacykit/policy'
import { createBuffers } from './buffer.ts'
import type { Engine, EngineModule } from './engine-port.ts'
import { attempt, createGates } from './gate.ts'
import { type PrivacyClientOptions, resolveOptions } from './options.ts'
import type { PrivacyClient } from './privacy-client.ts'
import { requireAnswers, type Said } from './say.ts'
import { hasDeviceCookie, readSignals } from './signals.ts'
import type { Snapshot } from './store.ts'
import { type AnswerTable, isCurrent, parseTable } from './table.ts'

/** A timer sleeps no longer than this: a suspended machine stops timers, and their longest span is 24.8 days. */
const LONGEST_SLEEP_MS = 6 * 3_600_000

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
  const settings = resolveOptions(given)
  const { options, page, persistence, onEvent } = settings
  const {
    policy,
    start,
    cookie,
    endpoint,
    region,
    now = Date.now,
    newId = () => crypto.getRandomValues(new Uint8Array(16)).join(),
  } = options
  const live = page ?? options.storage
  const { purposes, version } = policy
  const names = Object.keys(purposes)
  const prefix = `privacykit:${policy.app}:`
  const key = `${prefix}table`
  const listeners = new Set<() => void>()
  /** Purposes that code asks for. */
  const used = new Set<string>()
  /** What waits for the engine, in order. */
  const waiting: ((engine: Engine) => void)[] = []
  let engine: Engine | undefined
  let loading: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let pending = 0
  /** Somebody signs in or out: whose a choice is, is known when the engine is there. */
  let switching = false
  let ended = false
  /** The stored text that `table` is from. */
  let seen: string | null
  let table = look()
  let allowed: ReadonlySet<string> = new Set(table?.allowed)
  let latest: Snapshot | undefined

  const report = (purpose: string | null, error: unknown) => onEvent({ kind: 'callback-failed', purpose, error })
  const gates = createGates((purpose) => allowed.has(purpose), report)
  const buffers = createBuffers(
    (purpose) =>
      // only somebody who has not answered is waited for
      allowed.has(purpose) || (live && /^(not-a|outd|exp|state)/.test(decisionOf(purpose).reason) ? null : false),
    report,
  )
  const snapshot = () => (latest ??= viewOf())
  const show = (next: Snapshot) => {
    latest = next
    allowed = next.allowed
  }
  const go = () => {
    gates.start()
    buffers.settle()
  }
  const tell = () => {
    for (const listener of [...listeners]) attempt((_, error) => report(null, error), '', listener)
  }

  function isValid(found: AnswerTable): boolean {
    // the strictest place was assumed for the start, so it holds in any
    return isCurrent(found, {
      policy: version,
      gpc: readSignals(page).gpc,
      now: +now(),
      region: start?.includes(found) ? found.region : region,
    })
  }

  /** The table that may be believed now; null: nothing is known, which denies. */
  function look(): AnswerTable | null {
    if (!live) return null
    seen = persistence.read(key)
    const found =
      seen === null && !persistence.keys(prefix)[0]
        ? (cookie?.read() ?? (hasDeviceCookie(page) ? null : start?.[+readSignals(page).gpc as 0 | 1])) // as: a boolean's number
        : parseTable(seen)
    return found && isValid(found) ? found : null
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
      signals: readSignals(page),
      status: {
        pending,
        lastError: null,
        storage: persistence.kind(),
        endpoint: endpoint ? 'connected' : 'device-only',
      },
    }
  }

  function decisionOf(purpose: string, asked?: object): Decision {
    const { decisions } = snapshot()
    if (!Object.hasOwn(decisions, purpose)) return denied('unknown-purpose')
    // what is stored says nothing about anything but plain use
    return (!asked && decisions[purpose]) || denied('state-stale')
  }

  /** Without an engine: this is answered from here on. */
  function turn(next: Snapshot): void {
    show(next)
    gates.stop()
    go()
    tell()
  }

  function refresh(): void {
    if (persistence.read(key) === seen && (!table || isValid(table))) return
    table = look()
    turn(viewOf())
  }

  /** What a page may have missed: another tab wrote, the page came back from a cache or from sleep, time went by. */
  function wake(event?: { key?: string | null }): void {
    if (ended || engine || (event?.key && !event.key.startsWith(prefix))) return
    refresh()
    clearTimeout(timer)
    if (table) timer = setTimeout(wake, Math.min(table.until - +now(), LONGEST_SLEEP_MS))
    if (event) load()
  }

  /** Never rejects: what does not load now is tried again at the next occasion. */
  function load(): Promise<void> {
    loading ??= import('./engine.ts').then(takeOver).catch((error: unknown) => {
      loading = undefined
      onEvent({ kind: 'engine-missing', hint: 'The privacy engine did not load; it is tried again.', error })
    })
    return loading
  }

  function takeOver(module: EngineModule): void {
    if (ended) return
    clearTimeout(timer)
    engine = module.createEngine(settings, { snapshot, show, stop: gates.stop, go, tell, used })
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
    if (!engine) await load()
    if (engine) await done
  }

  function far(part: 'age' | 'account' | null, ...names: string[]): any {
    // any: the client's own type says what each of them is
    const to =
      (name: string) =>
      (...args: unknown[]) =>
        later((engine: any) => (part ? engine[part] : engine)[name](...args)) // any: as above
    return Object.fromEntries(names.map((name) => [name, to(name)]))
  }

  function use(purpose: string): void {
    used.add(purpose)
    engine?.heed()
  }

  /** From here on the next page opens nothing until its engine has looked. */
  function doubt(): void {
    // first away: where storage is full, writing fails and would leave the old one
    persistence.remove(key)
    seen = '0'
    persistence.write(key, seen)
    cookie?.write(null)
  }

  /** Notes what was said. From the first line on a yes that it takes back is gone, whatever fails afterwards. */
  function note(said: Said[], how?: object) {
    refresh()
    doubt()
    // whose it is, is not known while somebody signs in or out
    const subject = !switching && persistence.read(`${prefix}subject`)
    const text = JSON.stringify({ said, how, at: +now(), policy: version, subject })
    persistence.write(`${prefix}note:${said[0]?.[1]}`, text)
    if (endpoint) pending += said.length
    const [decisions, shown] = [{ ...snapshot().decisions }, { ...snapshot().shown }]
    for (const [name, id, replaces, word] of said) {
      const left = shown[name]?.filter((head) => !replaces.includes(head)) ?? []
      const opens = word === 'granted' && !left[0] && !switching && !!table?.grants.includes(name)
      const reason = opens || /^(ref|wi)/.test(word) ? (word as Reason) : 'state-stale' // as: these words are reasons too
      decisions[name] = { ...denied(reason), allowed: opens, recordIds: [id] }
      shown[name] = [...left, id]
    }
    turn(viewOf(decisions, shown))
    const records: any[] = [] // any: records of choices or of objections, as was said
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
      for (const type of EVENTS) page?.addEventListener?.(type, wake, true)
      wake()
      if (!table) load()
      else if (page?.requestIdleCallback) page.requestIdleCallback(load)
      else setTimeout(load, 200)
    })

  const client: PrivacyClient = {
    policy,
    allows: (purpose) => allowed.has(purpose),
    decide: (purpose, asked) => engine?.decide(purpose, asked) ?? decisionOf(purpose, asked),
    choose(answers, how) {
      requireAnswers(policy, answers, how?.surface)
      if (engine) return engine.choose(answers, how)
      const shown = how.shown ?? snapshot().shown
      return note(
        Object.entries(answers)
          .filter(([, word]) => word)
          .map(([name, word]) => [name, newId(), shown[name] ?? [], word as Answer]),
        how,
      )
    },
    object(scope, word, how) {
      const about = scope === 'direct-marketing' ? '' : scope.purpose
      if (about) requireAnswers(policy, { [about]: word }, about)
      if (engine) return engine.object(scope, word, how)
      const shown = how?.shown ?? snapshot().shown
      table = null
      show(viewOf())
      return note([[about, newId(), shown[about] ?? [], word]])
    },
    gate(purpose, start) {
      use(purpose)
      return gates.add(purpose, start)
    },
    buffer(purpose, call) {
      use(purpose)
      return buffers.add(purpose, call)
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
        persistence.write(`${prefix}leaving`, '1')
        doubt()
        table = null
        turn(viewOf())
      }
      return enter((engine) => engine.signedOut())
    },
    age: {
      ...far('age', 'gate', 'answer'),
      state: () => engine?.age.state() ?? { answer: null, band: null, sent: false },
    },
    account: far('account', 'preview', 'deregister', 'status', 'cancel'),
    ...far(null, 'history'),
    destroy() {
      ended = true
      clearTimeout(timer)
      for (const type of EVENTS) page?.removeEventListener?.(type, wake, true)
      engine?.destroy()
      gates.stop(true)
      listeners.clear()
    },
  }
  return client as PrivacyClient<P> // as: names that are not the policy's are refused at run time
}

const EVENTS = ['storage', 'visibilitychange', 'pageshow', 'resume', 'online']

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
