/** Reads the backend's list and links what belongs together. Loaded when there is a subject that the backend may know. */
import type { ListedRecord } from '@privacykit/contract'
import { buildCall, type Credential, sendOnce } from './api.ts'
import { accountIdOf, type Entries, type Entry, replacesOf, type ServerList } from './entries.ts'
import { toPrivacyError, verdictOf } from './errors.ts'
import type { SessionOptions } from './session.ts'
import { isNamed, type Subject } from './subject.ts'

/** A session as `synchronize` works with it. */
export interface SyncOptions extends SessionOptions {
  /** Takes a subject's records from the device. */
  leave(subject: Subject): void
  /** Whether a cookie may prove a device that this browser's storage knows nothing of. */
  mayReadBack(): boolean
  signedOut(): Promise<void>
}

/** Sends what waits, links, and reads the list. Never rejects: what is stored here stands, and the next page tries again. */
export async function synchronize(options: SyncOptions): Promise<void> {
  const { outbox, settings } = options
  try {
    await outbox.drain({ devicesOnly: true })
    await options.resend()
    await link(options)
    await read(options)
    await outbox.drain()
  } catch (thrown) {
    const error = toPrivacyError(thrown)
    // an erased account's records are nobody's any more
    if (error.code === 'erased') await options.signedOut()
    else if (verdictOf(error) !== 'retry') settings.onEvent({ kind: 'sync-failed', error })
  }
}

async function link({ settings, subjects, entries, changed }: SyncOptions): Promise<void> {
  const { endpoint, fetch } = settings
  const subject = subjects.current()
  const { carried } = subject
  const secret = carried === undefined ? null : subjects.secretOf(carried.tag)
  const device = carried === undefined ? null : subjects.cookieDevice(carried.tag)
  if (endpoint === null || carried === undefined || carried.linked || (secret === null && device === null)) return
  const body = { mode: carried.mode }
  const credential = {
    kind: 'account',
    secret: secret ?? undefined,
    account: accountIdOf(entries.server(subject.tag)),
  } as const
  try {
    await sendOnce<'browserLink'>(fetch, buildCall<'browserLink'>(endpoint, { path: '/link', credential, body }))
    if (subjects.current().tag === subject.tag) subjects.switchTo({ ...subject, carried: { ...carried, linked: true } })
  } catch (thrown) {
    const { code } = toPrivacyError(thrown)
    if (code === 'foreign-subject') return // somebody else is signed in, or nobody: the list will tell
    if (code !== 'device-linked') throw thrown
    // those choices are another person's
    const { carried: _, ...alone } = subject
    subjects.switchTo(alone)
    settings.onEvent({ kind: 'device-linked' })
    changed()
  }
}

async function read(options: SyncOptions): Promise<void> {
  const { settings, subjects, entries, outbox, receipts, changed } = options
  const { endpoint, fetch } = settings
  const subject = subjects.current()
  const credential = credentialOf(subject, options)
  if (endpoint === null || credential === null) return
  const reply = await sendOnce<'browserState'>(fetch, buildCall(endpoint, { path: '/state', credential })).catch(
    (thrown: unknown) => {
      const error = toPrivacyError(thrown)
      if (credential.device === undefined || error.code !== 'missing-credential') throw error
      // the cookie has gone meanwhile: what was said since then goes out as a new device's
      becomeNewDevice(subject, options)
      return null
    },
  )
  // the answer may be about somebody else by now: another tab signed in or out, or the app did and did not say so
  if (
    reply === null ||
    reply.kind !== subject.kind ||
    subjects.current().tag !== subject.tag ||
    !Array.isArray(reply.records)
  )
    return
  const records = reply.records as ListedRecord[] // as: zod types an absent stamp as undefined; JSON has no undefined
  const { region } = reply
  const list: ServerList = {
    ...{ generation: reply.generation, asOf: reply.asOf, records, flags: reply.flags },
    ...(region === undefined ? {} : { region }),
  }
  if (reply.device?.by === 'cookie') subjects.setCookieDevice(subject.tag, reply.device.id)
  const whose = whoseList(subject, entries.server(subject.tag), { list, own: entries.all() })
  if (whose === 'another') {
    options.leave(subject)
    subjects.switchTo(subjects.next('account'))
    outbox.giveUp(entries.dropStranded(subjects.current().tag))
  }
  const { tag } = subjects.current()
  merge(entries, tag, list)
  if (whose === 'same') offerAgain(entries, tag, list)
  outbox.verify(tag)
  changed()
  await receipts.keep(tag, reply.receipts ?? [])
}

/** A device proves itself by its secret, or by the cookie where this browser's storage was cleared. Null: there is nobody to ask about. */
function credentialOf({ kind, tag }: Subject, { subjects, mayReadBack }: SyncOptions): Credential | null {
  if (kind === 'account') return { kind }
  const secret = subjects.secretOf(tag)
  if (secret !== null) return { kind, secret }
  const device = subjects.cookieDevice(tag) ?? (mayReadBack() ? '' : null)
  return device === null ? null : { kind, device }
}

function becomeNewDevice({ tag }: Subject, { subjects, entries }: SyncOptions): void {
  subjects.setCookieDevice(tag, null)
  if (entries.all().some((entry) => entry.tag === tag && entry.state === 'pending')) subjects.mintSecret(tag)
}

function merge(entries: Entries, tag: string, list: ServerList): void {
  const known = entries.server(tag)
  if (known !== null && known.generation < list.generation) entries.forget(tag)
  const kept = known !== null && known.generation === list.generation ? known.records : []
  const ids = idsIn(list)
  // union: a denial that was once seen stays, even when the backend came back from an old backup
  const records = [...list.records, ...kept.filter(({ record }) => !ids.has(record.id))]
  entries.putServer(tag, { ...list, records })
}

/**
 * Whether the list is that of the subject we take it for. A device proves itself by its secret. An account's own id stands in the stamps of
 * its list, also of a named one: a page reads the list before the app says again who is signed in. Where no list was read before, the name
 * counts, or else what it acknowledged must be there. `unclear`: nothing tells.
 */
function whoseList(
  { kind, tag }: Subject,
  known: ServerList | null,
  { list, own }: { list: ServerList; own: readonly Entry[] },
): 'same' | 'another' | 'unclear' {
  if (kind === 'device') return 'same'
  const before = accountIdOf(known)
  if (before !== undefined) return before === accountIdOf(list) ? 'same' : 'another'
  if (isNamed(tag)) return 'same'
  const ids = idsIn(list)
  // what was acknowledged while the list was on its way cannot be in it
  const stored = own.filter((entry) => entry.tag === tag && wasStoredBefore(entry, list))
  if (stored.length === 0) return 'unclear'
  return stored.some(({ record }) => ids.has(record.id)) ? 'same' : 'another'
}

const idsIn = ({ records }: ServerList): ReadonlySet<string> => new Set(records.map(({ record }) => record.id))

/** Acknowledged heads that the backend no longer has wait again: it came back from a backup older than the acknowledgement. */
function offerAgain(entries: Entries, tag: string, list: ServerList): void {
  const own = entries.all().filter((entry) => entry.tag === tag)
  const replaced = new Set(own.flatMap(({ record }) => replacesOf(record)))
  const ids = idsIn(list)
  for (const entry of own) {
    const { id } = entry.record
    if (wasStoredBefore(entry, list) && !ids.has(id) && !replaced.has(id)) entries.put({ ...entry, state: 'pending' })
  }
}

const wasStoredBefore = ({ state, stamp }: Entry, { asOf }: ServerList): boolean =>
  state === 'stored' && (stamp?.receivedAt ?? '') < asOf
