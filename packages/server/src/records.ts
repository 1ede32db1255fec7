/** Writes records to a subject's list. */
import { createHash } from 'node:crypto'
import type { AppendReply, PrivacyRecord, Role } from '@privacykit/contract'
import type { BackendClient } from './backend-client.ts'
import type { OnEvent } from './event.ts'
import { hasCode } from './failure.ts'
import type { History } from './history.ts'
import type { States } from './state.ts'
import type { KnownSubject } from './subject.ts'

/** Who writes. The app vouches for it: the backend believes the role because of the service key, and checks that the role may write the record. */
export interface Author {
  /**
   * Default `app`. `admin`: somebody of the controller, behind the app's own staff sign-in; needs a service key with the scope `admin`.
   * `guardian`: a parent or guardian whom the app has recognised.
   */
  role?: 'app' | 'admin' | 'guardian'
  /** Opaque id of the person behind the role, up to 128 characters; no name, no e-mail address. */
  principal?: string
}

/** @internal */
interface AppendOptions {
  records: readonly PrivacyRecord[]
  role: Role
  principal?: string
  /** The author's clock at sending. Default: this process's. */
  sentAt?: string
}

/** @internal Appends all or none. Throws what the backend answers. */
export type Append = (subject: KnownSubject, options: AppendOptions) => Promise<AppendReply>

/** @internal What `append` is made of. */
export interface RecordsOptions {
  call: BackendClient
  history: History
  states: States
  now: () => Date
  onEvent: OnEvent
}

/** @internal A version that the backend has not seen is published and the append repeated once: a deploy loses no choice. */
export function createAppend({ call, history, states, now, onEvent }: RecordsOptions): Append {
  return async (subject, { records, role, principal, sentAt }) => {
    const body = { records: [...records], sentAt: sentAt ?? now().toISOString() }
    const send = () => call('appendRecords', { subject, role, body, ...(principal === undefined ? {} : { principal }) })
    const reply = await send().catch(async (error: unknown) => {
      if (!hasCode(error, 'unknown-policy-version')) throw error
      await history.publish().catch(() => {
        throw error // the record's own error is the one to repeat on; this key may not publish
      })
      return send()
    })
    states.invalidate(subject.kind, subject.id)
    onEvent({ kind: 'record', types: records.map((record) => record.type), subject: subject.kind })
    return reply
  }
}

/** @internal An id that is the same whenever it is made of the same parts, so that a repeated write is the same record. */
export function derivedId(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
}
