/** Turns what a person says into stored records. The order of things at a click stands in `commit`. */
import type { PrivacyRecord, Receipt } from '@privacykit/contract'
import { PrivacyError } from '@privacykit/contract/error'
import { choiceRecords, headsOf, type PolicyInput } from '@privacykit/policy'
import type { Core } from './core.ts'
import type { Settings } from './engine-settings.ts'
import type { PrivacyClient } from './privacy-client.ts'
import type { Note } from './say.ts'
import { hashOfShown } from './shown-words.ts'
import { idOf } from './token.ts'

/** The methods of a client by which a person speaks, and those that make records of what the front has noted. */
export interface Choices extends Pick<PrivacyClient, 'choose' | 'object'> {
  note(text: string): { saved: Promise<Receipt[]>; records: readonly PrivacyRecord[] }
  /** Stores the records of all notes that lie on the device and say whose they are. Sending them is left to the next drain. */
  storeNotes(): void
  /**
   * Stores what is left of notes that were made while somebody signed in or out, on a page that ended before it was known whose they are: what
   * they deny is denied to the present subject, what they grant is dropped. True when there were any.
   */
  storeOrphans(): boolean
  /** Stores records of the present subject and sends them. `touched`: purposes whose storage goes when they are closed. */
  commit(records: readonly PrivacyRecord[], touched: readonly string[]): Promise<Receipt[]>
}

/** Creates them; nothing is stored yet. */
export function createChoices(settings: Settings, core: Core): Choices {
  const { policy, newId, persistence, prefix } = settings
  const { entries, subjects, store, tables, tabs, outbox, session } = core

  /** From the first line on the person's word stands, whatever fails. */
  function commit(records: readonly PrivacyRecord[], touched: readonly string[]): Promise<Receipt[]> {
    tables.doubt()
    const written = put(records, subjects.current().tag)
    core.changed(touched, () => tabs.tell({ entries: written }))
    return outbox.submit(records.map(({ id }) => id))
  }

  function put(records: readonly PrivacyRecord[], tag: string) {
    const written = records.map((record) => ({ record, tag, state: 'pending' as const }))
    for (const entry of written) entries.put(entry)
    // while a cookie may still tell which device this is, another one would part its answers from those
    const isAnother = !session.isReadingBack() && subjects.cookieDevice(tag) === null
    if (settings.endpoint !== null && isDevice(tag) && isAnother) subjects.mintSecret(tag)
    return written
  }

  /** What was shown, without what the present subject does not have: another tab may have signed in or out since. */
  function known(heads: readonly string[] = []): string[] {
    const { tag } = subjects.current()
    const ids = heads.map(idOf)
    if (tag === store.subject().tag) return ids
    const own = new Set(entries.all().flatMap((entry) => (entry.tag === tag ? [entry.record.id] : [])))
    return ids.filter((id) => own.has(id))
  }

  /** Purposes that direct marketing is, or the one that an objection names. */
  const about = (purpose: string | null) =>
    Object.keys(policy.purposes).filter(
      (name) => name === purpose || (purpose === null && policy.purposes[name]?.directMarketing === true),
    )

  const choices: Choices = {
    ...{ commit, storeOrphans },
    choose(answers, options) {
      requireAnswers(answers, options)
      const { surface, overrides, language = settings.language, noticeId = `${surface}:${policy.version}` } = options
      const shown: Partial<Record<string, readonly string[]>> = options.shown ?? store.snapshot().shown
      const touched = Object.keys(answers)
      const records = choiceRecords({
        policy,
        shown: Object.fromEntries(touched.map((purpose) => [purpose, known(shown[purpose])])),
        answers,
        surface,
        noticeId,
        ...hashOfShown(options, { policy, language, purposes: touched }),
        language,
        claimedAt: store.at(),
        newId,
        overrides,
      })
      return { saved: commit(records, touched), records }
    },
    object(scope, objection, options) {
      const purpose = scope === 'direct-marketing' ? null : scope.purpose
      const touched = about(purpose)
      const shown: Partial<Record<string, readonly string[]>> = options?.shown ?? store.snapshot().shown
      const heads = [...touched.flatMap((name) => shown[name] ?? []), ...(options?.shown ? [] : marketing(purpose))]
      const replaces = known([...new Set(heads)])
      const record = { id: newId(), type: 'objection' as const, claimedAt: store.at(), scope, objection, replaces }
      return { saved: commit([record], touched), records: [record] }
    },
    note(text) {
      try {
        const note = JSON.parse(text) as Note // as: this page's own front has just written it
        const ids = note.said.map(([, id]) => idOf(id))
        const known = ids.flatMap((id) => entries.get(id)?.record ?? []) as PrivacyRecord[] // as: made by `recordsOf`
        persistence.remove(`${prefix}note:${note.said[0]?.[1]}`)
        if (known.length === ids.length) return { saved: outbox.submit(ids), records: known }
        // storage may be blocked, or it was said while somebody signed in
        if (note.how !== undefined)
          requireAnswers(Object.fromEntries(note.said.map(([name, , , word]) => [name, word])), note.how)
        const records = recordsOf(note)
        const touched = note.said.flatMap(([purpose]) => about(purpose || null))
        return { saved: commit(records, touched), records }
      } catch (error) {
        return { saved: Promise.reject(error), records: [] }
      }
    },
    storeNotes() {
      for (const { key, note } of notes()) {
        if (note?.subject === false) continue
        if (note === null) entries.put({ record: { id: lastOf(key), type: 'unreadable' }, tag: '*', state: 'failed' })
        else put(recordsOf(note), subjects.parse(note.subject).tag)
        persistence.remove(key)
      }
    },
  }

  function storeOrphans(): boolean {
    const orphans = notes().flatMap(({ key, note }) => (note?.subject === false ? [{ key, note }] : []))
    for (const { key, note } of orphans) {
      const denials = recordsOf(note).filter((record) =>
        record.type === 'choice'
          ? record.choice !== 'granted'
          : 'objection' in record && record.objection === 'objected',
      )
      put(denials, subjects.current().tag)
      persistence.remove(key)
    }
    return orphans.length > 0
  }

  /** Heads of the register of all direct marketing. */
  const marketing = (purpose: string | null) => (purpose === null ? headsOf(store.state(), 'direct-marketing') : [])

  /** In the order in which they were written. A note that cannot be read may have been a refusal, so it closes everything. */
  function notes(): { key: string; note: Note | null }[] {
    const found = persistence.keys(`${prefix}note:`).map((key) => ({ key, note: parseNote(persistence.read(key)) }))
    return found.sort((a, b) => (a.note?.at ?? 0) - (b.note?.at ?? 0))
  }

  /** The same records of the same note in whichever tab. A yes to a version that nobody knows here any more is not believed. */
  function recordsOf({ said, how, at, policy: version }: Note): PrivacyRecord[] {
    const claimedAt = new Date(at).toISOString()
    const shown = settings.policies.find((entry) => entry.policy.version === version)?.policy
    return said.flatMap(([purpose, id, replaces, word]): PrivacyRecord[] => {
      const common = { id: idOf(id), claimedAt, replaces: replaces.map(idOf) }
      if (word === 'objected' || word === 'lifted') {
        const scope = purpose === '' ? ('direct-marketing' as const) : { purpose }
        return [
          {
            ...common,
            type: 'objection',
            scope,
            objection: word,
            replaces: [...common.replaces, ...marketing(purpose || null)],
          },
        ]
      }
      const under: PolicyInput | undefined = shown ?? (word === 'granted' ? undefined : policy)
      if (under === undefined || !how?.surface || !Object.hasOwn(under.purposes, purpose) || !ANSWERS.includes(word))
        return []
      const { language = settings.language } = how
      return choiceRecords({
        policy: under,
        shown: { [purpose]: common.replaces },
        answers: { [purpose]: word },
        surface: how.surface,
        noticeId: how.noticeId ?? `${how.surface}:${version}`,
        ...hashOfShown(how, { policy: under, language, purposes: said.map(([name]) => name) }),
        language,
        claimedAt,
        newId: () => common.id,
        overrides: how.overrides,
      })
    })
  }

  return choices
}

const ANSWERS: readonly unknown[] = ['granted', 'refused', 'withdrawn']

/** For callers without types: a record that nobody can read would close every purpose, so it must not be written. */
function requireAnswers(answers: object, options: { surface?: unknown } | undefined): void {
  if (Object.values(answers).every((answer) => ANSWERS.includes(answer)) && options?.surface) return
  throw new PrivacyError('invalid-option', '`choose`: answer granted, refused or withdrawn, and name the `surface`.')
}

const isDevice = (tag: string) => /^d\d+$/.test(tag)
const lastOf = (key: string) => key.slice(key.lastIndexOf(':') + 1)

function parseNote(text: string | null): Note | null {
  try {
    const note = JSON.parse(text ?? 'null') as Note | null // as: the members that are used are checked in the next line
    return Array.isArray(note?.said) && typeof note.at === 'number' && note.said.every(Array.isArray) ? note : null
  } catch {
    return null
  }
}
