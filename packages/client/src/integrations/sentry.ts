/** Sentry (`@sentry/browser`) behind a purpose, replays and session counts behind ones of their own if that is wanted. */
import type { DeviceStore } from '@privacykit/contract'
import { connectVendor, type GatedClient, type StopReason } from './vendor.ts'

export type { GatedClient } from './vendor.ts'

/** What travels to Sentry: headers, then items of a type each. */
type Envelope = readonly [unknown, readonly (readonly [{ readonly type?: string }, unknown])[]]

interface Transport {
  send(envelope: never): PromiseLike<unknown>
  flush(timeout?: number): PromiseLike<boolean>
}

/** Sentry's replay integration, as `replayIntegration()` makes it. */
export interface SentryReplay {
  getRecordingMode(): 'session' | 'buffer' | undefined
  start(): unknown
  startBuffering(): unknown
  stop(options?: { flush?: boolean }): unknown
}

interface Scope {
  setUser(user: null): unknown
  clearBreadcrumbs(): unknown
  clearAttachments(): unknown
}

interface SentryClient {
  getOptions(): { enabled?: boolean | undefined }
  addIntegration(integration: never): void
}

/** The part of `@sentry/browser`, or of a package built on it, that is used. */
export interface SentryModule {
  init(options?: never): unknown
  getClient(): SentryClient | undefined
  getCurrentScope(): Scope
  getIsolationScope(): Scope
  makeFetchTransport(options: never): Transport
  captureException(error: unknown): unknown
  captureMessage(message: string): unknown
}

type InitOptionsOf<M extends SentryModule> = Exclude<Parameters<M['init']>[0], undefined>

/** What `connectSentry` takes. */
export interface SentryOptions<M extends SentryModule, N extends string> {
  /** Purpose of the policy that anything of Sentry needs. */
  purpose: N
  /** Brings the library in: `() => import('@sentry/browser')`. Called once, after the first grant. */
  load: () => M | Promise<M>
  /** Sentry's own options. Put `replayIntegration()` into `replay`, not here: what stands here starts with the rest. */
  options: InitOptionsOf<M>
  /** Replays, and the purpose that they need besides. Default none. */
  replay?: { purpose: N; integration: (sentry: M) => SentryReplay }
  /** Purpose that session counts (release health) need besides. Default `purpose`. */
  sessions?: N
}

/** Sentry, as connected. Calls are held in memory before an answer (the first 100), and thrown away after a refusal. */
export interface SentryConnection {
  captureException(error: unknown): void
  captureMessage(message: string): void
  /** Takes the gate away and silences Sentry on this page. */
  disconnect(): void
}

/** What Sentry keeps on the device, for the `stores` of a purpose. Nothing without replays. */
export const SENTRY_STORES = [
  { sessionStorage: 'sentryReplaySession', text: { en: 'Sentry: holds a recording together across pages.' } },
] as const satisfies readonly DeviceStore[]

/**
 * Connects Sentry to a purpose. Before a grant nothing of it is in the page; errors from before are not known to it. The answer is asked
 * where envelopes leave the page, because sessions, replays and reports of dropped events pass by `beforeSend`. After a withdrawal the
 * client is disabled, the user, breadcrumbs and attachments are cleared (tags stay) and a replay ends without its last segment; a new grant
 * enables the same client again. What Sentry has wrapped (`console`, `fetch`, listeners) stays wrapped and idle until the page goes.
 *
 * @example
 * const sentry = connectSentry(privacy, {
 *   purpose: 'diagnostics', load: () => import('@sentry/browser'), options: { dsn: '…', replaysSessionSampleRate: 0.1 },
 *   replay: { purpose: 'replays', integration: ({ replayIntegration }) => replayIntegration() },
 * })
 * sentry.captureException(new Error('The cart is empty'))
 *
 * Nothing is thrown: where loading fails, the client's `onEvent` hears `callback-failed`, and the next grant tries again.
 */
export function connectSentry<N extends string, M extends SentryModule>(
  privacy: GatedClient<N>,
  options: SentryOptions<M, NoInfer<N>>,
): SentryConnection {
  const { purpose, replay, sessions = purpose } = options
  let isConnected = true
  let isReady = false
  const may = (own: N) => isConnected && privacy.allows(purpose) && privacy.allows(own)

  const mayPass = (envelope: Envelope) =>
    envelope[1].every(([{ type = '' }]) => {
      if (type.startsWith('replay_')) return may(replay?.purpose ?? purpose)
      return may(type === 'session' || type === 'sessions' ? sessions : purpose)
    })

  const recorder = createRecorder(replay?.integration)
  const record = (sentry: M) => {
    if (replay !== undefined && may(replay.purpose)) recorder.run(sentry)
  }

  const vendor = connectVendor<M, N>(privacy, {
    purpose,
    load: () => options.load(),
    start(sentry) {
      sentry.getIsolationScope().clearBreadcrumbs() // what happened while nobody was allowed to look stays out
      if (isReady) setEnabled(sentry, true)
      else sentry.init(withGate(options.options as unknown as object, sentry, mayPass) as never) // as: `InitOptionsOf` has checked the app's part
      isReady = true
      record(sentry)
    },
    stop(sentry, reason) {
      if (!isReady) return
      recorder.end()
      silence(sentry, reason)
    },
  })

  const recordLater = vendor.call(record)
  const unrecord =
    replay === undefined
      ? () => {}
      : privacy.gate(replay.purpose, () => {
          recordLater()
          return recorder.end
        })

  return {
    captureException: vendor.call((sentry, error: unknown) => {
      sentry.captureException(error)
    }),
    captureMessage: vendor.call((sentry, message: string) => {
      sentry.captureMessage(message)
    }),
    disconnect() {
      isConnected = false
      unrecord()
      vendor.disconnect()
    },
  }
}

/** Runs and ends replays of one client. */
function createRecorder<M extends SentryModule>(make: ((sentry: M) => SentryReplay) | undefined) {
  let recorder: SentryReplay | undefined
  /** How the recorder ran when it was stopped; null while it is not stopped by us. */
  let paused: { mode: 'session' | 'buffer' | undefined } | null = null
  return {
    run(sentry: M): void {
      if (recorder === undefined) {
        recorder = make?.(sentry)
        if (recorder !== undefined) sentry.getClient()?.addIntegration(recorder as never) // as: the module's own integration
      } else if (paused !== null) {
        // whether this visit is recorded was drawn once, by the rates in `options`; going on must not turn it into a recorded one
        if (paused.mode === 'session') recorder.start()
        else if (paused.mode === 'buffer') recorder.startBuffering()
      }
      paused = null
    },
    /** Without the last segment: that would go out after the answer. */
    end(): void {
      if (recorder === undefined || paused !== null) return
      paused = { mode: recorder.getRecordingMode() }
      void recorder.stop({ flush: false })
    },
  }
}

/** Puts a gate where envelopes leave the page. */
function withGate(options: object, sentry: SentryModule, mayPass: (envelope: Envelope) => boolean): object {
  const given = 'transport' in options && typeof options.transport === 'function' ? options.transport : undefined
  const make = (given ?? sentry.makeFetchTransport) as (options: object) => Transport // as: Sentry calls it with options of its own
  return {
    ...options,
    transport(transportOptions: object): Transport {
      const transport = make(transportOptions)
      return {
        send: (envelope: Envelope) => (mayPass(envelope) ? transport.send(envelope as never) : Promise.resolve({})), // as: passed on unread
        flush: (timeout) => transport.flush(timeout),
      }
    },
  }
}

function silence(sentry: SentryModule, { closed }: StopReason): void {
  setEnabled(sentry, false)
  if (!closed) return
  for (const scope of [sentry.getCurrentScope(), sentry.getIsolationScope()]) {
    scope.setUser(null)
    scope.clearBreadcrumbs()
    scope.clearAttachments()
  }
}

/** What `close()` does, but without sending what waits, and so that it can be taken back. */
function setEnabled(sentry: SentryModule, enabled: boolean): void {
  const options = sentry.getClient()?.getOptions()
  if (options !== undefined) options.enabled = enabled
}
