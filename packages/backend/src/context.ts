/** What every endpoint is given, and the shape of an endpoint. */
import type { ENDPOINTS, EndpointBody, EndpointName, EndpointReply, Role, Scope } from '@privacykit/contract'
import type { Keys } from '@privacykit/vault'
import type { Kysely } from 'kysely'
import type { Appender } from './append.ts'
import type { Changes } from './changes.ts'
import type { OpenDatabase } from './database.ts'
import type { Log } from './log.ts'
import type { PolicyRegistry } from './policy-registry.ts'
import type { KnownSubject } from './subject.ts'
import type { Tables } from './tables.ts'

/** What one running backend shares among all its apps. */
export interface Environment {
  db: Kysely<Tables>
  database: OpenDatabase
  keys: Keys
  policies: PolicyRegistry
  appender: Appender
  /** Wakes whoever waits for the feed; call `notify` after a commit that wrote records. */
  changes: Changes
  log: Log
  /** The injected clock, else the process clock. */
  now(): Date
  /** The injected clock's time for SQL's `coalesce(…, clock_timestamp())`; null: the database's own clock counts. */
  fixedNow(): Date | null
  newId(): string
}

/** Tenant and app come from the credential, never from the request's body. */
export interface Context extends Environment {
  tenant: string
  app: string
  credential: { scopes: ReadonlySet<Scope> }
}

/** Who calls: from headers and service key. */
export interface Caller {
  /** The account that the app vouches for. */
  account: KnownSubject | null
  /** The device whose secret was shown. */
  device: KnownSubject | null
  role: Role
  principal: string | null
}

export interface Input<N extends EndpointName> {
  body: EndpointBody<N>
  params: Readonly<Record<string, string>>
  /** Only the names that the endpoint declares. */
  query: Readonly<Record<string, string>>
  caller: Caller
  /** The account, else the device. Endpoints whose `subject` is `none` must not read it. */
  subject: KnownSubject
  /** Ends a long poll. */
  signal: AbortSignal
}

/** One endpoint: no HTTP inside; throws `PrivacyError`. */
export type Handler<N extends EndpointName> = (input: Input<N>, context: Context) => Promise<EndpointReply<N>>

/** Endpoints of `backend.fetch`. */
export type ServiceEndpoint = {
  [N in EndpointName]: (typeof ENDPOINTS)[N]['surface'] extends 'service' ? N : never
}[EndpointName]
export type Handlers<N extends EndpointName> = { [K in N]: Handler<K> }

/** Something that runs beside the requests, from `backend.start()` to `backend.stop()`. */
export interface Service {
  start(): Promise<void>
  stop(): Promise<void>
}
