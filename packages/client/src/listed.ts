/** The records that count for a subject on this device: its own, what it brought along, and what the backend told. */
import type { ListedRecord } from '@privacykit/contract'
import { fold, headsOf, mergeRecords, type State } from '@privacykit/policy'
import type { Entries, Entry } from './entries.ts'
import type { Carried, Subject } from './subject.ts'

/** A subject's list, and the entries it was made of. */
export interface SubjectList {
  records: ListedRecord[]
  /** Ids that stay superseded although the record that replaced them does not name them. */
  superseded: string[]
  own: Entry[]
}

/** Collects a subject's list from what is stored here. `extra`: records that are nobody's to send, such as a local age claim. */
export function listFor(subject: Subject, entries: Entries, extra: readonly ListedRecord[]): SubjectList {
  const all = entries.all()
  const own = all.filter(({ tag }) => tag === subject.tag)
  const carried = subject.carried === undefined ? [] : carriedEntries(subject.carried, all)
  const known = entries.server(subject.tag)?.records ?? []
  const ofServer = new Set(known.map(({ record }) => record.id))
  const local = [
    ...own.map(({ record, stamp }): ListedRecord => (stamp === undefined ? { record } : { record, stamp })),
    // unstamped: the stamp names the device, whose grants an account's list does not count without the backend's link
    ...carried.map(({ record }) => ({ record })),
    ...all.filter(({ tag }) => tag === '*').map(({ record }) => ({ record })),
    ...extra,
  ]
  return {
    // the backend's copy knows the subject's true id, the one made from a receipt does not
    records: mergeRecords(
      known,
      local.filter(({ record }) => !ofServer.has(record.id)),
    ),
    superseded: [...own, ...carried].flatMap(({ also }) => also ?? []),
    own: [...own, ...carried],
  }
}

/** Denials always come along when a person signs in; grants only when the person confirmed that the device's choices are theirs. */
function carriedEntries({ tag, mode }: Carried, all: readonly Entry[]): Entry[] {
  const entries = all.filter((entry) => entry.tag === tag)
  if (mode === 'adopt') return entries
  const superseded = entries.flatMap(({ also }) => also ?? [])
  const state = fold(
    entries.map(({ record }) => ({ record })),
    { superseded },
  )
  return entries.filter((entry) => isDenial(entry, state) || !isAnswer(entry))
}

const isAnswer = ({ record }: Entry): boolean => record.type === 'choice' || record.type === 'objection'

/** A denial that something later replaced is no longer one: alone, it would close again what the person had opened. */
function isDenial({ record }: Entry, state: State): boolean {
  if ('choice' in record && record.choice === 'granted') return false
  if ('objection' in record && record.objection !== 'objected') return false
  return [...state.registers.keys()].some((register) => headsOf(state, register).includes(record.id))
}
