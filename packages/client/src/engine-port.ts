/** Where the two halves of the client meet: what the front asks of the engine, and what the engine does to the front. */
import type { Decision, PrivacyRecord, Receipt } from '@privacykit/contract'
import type { FrontSettings } from './options.ts'
import type { PrivacyClient } from './privacy-client.ts'
import type { DecideOptions, Snapshot } from './store.ts'

/** `@privacykit/client/engine`, as `import * as engine` or `import()` gives it. */
export interface EngineModule {
  createEngine(settings: FrontSettings, host: EngineHost): Engine
}

/** The front, as the engine sees it. `stop` comes before `go`: nothing opens while something closed still runs. */
export interface EngineHost {
  snapshot(): Snapshot
  /** From here on the page answers this. */
  show(snapshot: Snapshot): void
  /** Stops the gates of closed purposes. */
  stop(): void
  /** Starts the gates of open purposes, and passes on or drops what buffers hold. */
  go(): void
  /** Calls the listeners. */
  tell(): void
  /** Purposes that gates and buffers name. */
  used: ReadonlySet<string>
}

/** The half of the client that decides, sends and remembers whose choices these are. */
export interface Engine
  extends Pick<
    PrivacyClient,
    'choose' | 'object' | 'noticed' | 'signedIn' | 'signedOut' | 'age' | 'account' | 'history' | 'destroy'
  > {
  decide(purpose: string, options?: DecideOptions): Decision
  /** Looks at `used` again, and tells once of names that the policy does not have. */
  heed(): void
  /** Makes records of what the front noted, unless that was done already, and sends them. `text`: a `Note` as JSON. */
  note(text: string): { saved: Promise<Receipt[]>; records: readonly PrivacyRecord[] }
}
