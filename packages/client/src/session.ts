import type { AgeMemory } from './age.ts'
import type { Settings } from './engine-settings.ts'
import type { Entries } from './entries.ts'
import type { ReceiptStore } from './history.ts'
import type { Outbox } from './outbox.ts'
import { accountTag, type Subject, type Subjects } from './subject.ts'

/** How a person signed in. */
export interface SignInOptions {
  /** The choices made on this device before are this person's, grants too: a sign-up in the same session, or the person said so. Default: only denials come along. */
  adopt?: boolean
  /**
   * The app's own id of the account, so that a switch of accounts without a sign-out is noticed, and choices that could not be sent
   * before a sign-out are sent when the same account returns. Kept on the device only as a short hash.
   */
  account?: string
}

/** Session of one client. */
export interface Session {
  signedIn(options?: SignInOptions): Promise<void>
  signedOut(): Promise<void>
  /** Sends what waits, links, and reads the list. Never rejects; makes no request for a device without a choice. */
  sync(): Promise<void>
  /** Whether the answers of this browser are still to be read back, by a cookie that outlived its storage. */
  isReadingBack(): boolean
}

/** What a session works with. */
export interface SessionOptions {
  settings: Settings
  entries: Entries
  subjects: Subjects
  outbox: Outbox
  receipts: ReceiptStore
  age: AgeMemory
  /** Sends an age answer that has not arrived. Never rejects. */
  resend(): Promise<void>
  /** The subject or its records changed. */
  changed(): void
}

/** Creates the session; it asks nothing of the network by itself. */
export function createSession(options: SessionOptions): Session {
  const { settings, entries, subjects, outbox, changed } = options
  let syncing: { tag: string; done: Promise<void> } | null = null
  let hasReadBack = false

  /** After a sign-out the new device starts with nothing, whatever cookie there still is. */
  function mayReadBack(): boolean {
    const { kind, epoch, tag } = subjects.current()
    const isUnproved = subjects.secretOf(tag) === null && subjects.cookieDevice(tag) === null
    return settings.endpoint !== null && kind === 'device' && epoch === 0 && isUnproved && settings.hasDevice()
  }

  function leave(subject: Subject): void {
    for (const tag of [subject.tag, subject.carried?.tag]) {
      if (tag === undefined) continue
      entries.forget(tag)
      options.age.forget(tag)
      void options.receipts.forget(tag)
      // a device that still has something to send keeps its secret until that has gone out
      if (!entries.all().some((entry) => entry.tag === tag && entry.state === 'pending')) subjects.forgetSecret(tag)
    }
  }

  function enter(before: Subject, { adopt = false, account }: SignInOptions): void {
    const next = subjects.next('account', account)
    const hasChoices = before.kind === 'device' && entries.all().some(({ tag }) => tag === before.tag)
    const mode = adopt ? 'adopt' : 'deny-only'
    subjects.switchTo(hasChoices ? { ...next, carried: { tag: before.tag, mode, linked: false } } : next)
  }

  const session: Session = {
    signedIn(how = {}) {
      const before = subjects.current()
      const isOther = how.account !== undefined && before.tag !== accountTag(how.account)
      if (before.kind === 'device') enter(before, how)
      else if (isOther) {
        leave(before)
        enter(before, how) // an account brings nothing along
        outbox.giveUp(entries.dropStranded(subjects.current().tag))
      } else if (how.adopt && before.carried?.mode === 'deny-only')
        subjects.switchTo({ ...before, carried: { ...before.carried, mode: 'adopt', linked: false } })
      outbox.unpark()
      changed()
      return session.sync()
    },
    async signedOut() {
      const before = subjects.current()
      if (before.kind === 'device') return
      const sent = outbox.flush(before.tag) // in this task, while the session may still stand
      leave(before)
      subjects.switchTo(subjects.next('device'))
      changed()
      await sent
      outbox.giveUp(entries.dropStranded(subjects.current().tag))
    },
    sync() {
      const { kind, tag } = subjects.current()
      const isBack = mayReadBack()
      const isKnown = kind === 'account' || subjects.devices().length > 0 || isBack
      if (settings.endpoint === null || !isKnown) return Promise.resolve()
      // what runs for somebody else answers nothing about this subject
      if (syncing?.tag === tag) return syncing.done
      const before = syncing?.done ?? Promise.resolve()
      const mine = { tag, done: before.then(synchronizeOnce) }
      syncing = mine
      return mine.done.finally(() => {
        if (syncing === mine) syncing = null
        if (!isBack || hasReadBack) return
        hasReadBack = true
        changed()
      })
    },
    isReadingBack: () => !hasReadBack && mayReadBack(),
  }

  /** A chunk that does not load offline loads another time. */
  function synchronizeOnce(): Promise<void> {
    return import('./sync.ts')
      .then(({ synchronize }) => synchronize({ ...options, leave, mayReadBack, signedOut: session.signedOut }))
      .catch(() => undefined)
  }
  return session
}
