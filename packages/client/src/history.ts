/** Receipts, kept in IndexedDB: proof that the backend has a record, for the person to look at. Loaded when the first one comes. */
import type { ListedRecord, Receipt } from '@privacykit/contract'
import { createStore, delMany, keys, setMany, entries as storedEntries, type UseStore } from 'idb-keyval'
import type { Entry } from './entries.ts'
import { type Page, readMember } from './page.ts'

/** One line of what was said here, and how far it got. */
export interface HistoryItem extends ListedRecord {
  /** `pending`: waits for the network. `failed`: refused by the backend, in force here. */
  state: 'pending' | 'stored' | 'failed'
  receipt?: Receipt
}

/** Lists what is known, oldest first, with how far it got and the receipts that were found. */
export function historyOf(
  listed: readonly ListedRecord[],
  entries: readonly Entry[],
  found: readonly ReadonlyMap<string, Receipt>[],
): HistoryItem[] {
  const states = new Map(entries.map(({ record, state }) => [record.id, state]))
  const timeOf = ({ record, stamp }: ListedRecord) =>
    stamp?.receivedAt ?? ('claimedAt' in record ? String(record.claimedAt) : '')
  const items = listed.map((item): HistoryItem => {
    const receipt = found.map((receipts) => receipts.get(item.record.id)).find((each) => each !== undefined)
    const state = item.stamp === undefined ? (states.get(item.record.id) ?? 'stored') : 'stored'
    return { ...item, state, ...(receipt === undefined ? {} : { receipt }) }
  })
  return items.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0))
}

/** The receipts of this browser. No method rejects: where IndexedDB is blocked they live as long as the page. */
export interface ReceiptStore {
  keep(tag: string, receipts: readonly Receipt[]): Promise<void>
  /** By record id. */
  read(tag: string): Promise<ReadonlyMap<string, Receipt>>
  forget(tag: string): Promise<void>
}

/** Opens no database before the first receipt. `name` is the database's name. */
export function createReceiptStore(page: Page | null, name: string): ReceiptStore {
  const held = new Map<string, Receipt>()
  let opened: UseStore | undefined
  const attempt = async (work: (store: UseStore) => Promise<void>) => {
    if (readMember(page, 'indexedDB') === undefined) return
    try {
      opened ??= createStore(name, 'receipts')
      await work(opened)
    } catch {
      opened = undefined // blocked or full; the page's own copy remains, and the backend has them all
    }
  }

  return {
    async keep(tag, receipts) {
      const pairs = receipts.map((receipt): [string, Receipt] => [`${tag}/${receipt.recordId}`, receipt])
      for (const [key, receipt] of pairs) held.set(key, receipt)
      if (pairs.length > 0) await attempt((store) => setMany(pairs, store))
    },
    async read(tag) {
      const found = new Map<string, Receipt>()
      const add = (key: unknown, receipt: Receipt) => {
        if (String(key).startsWith(`${tag}/`)) found.set(receipt.recordId, receipt)
      }
      await attempt(async (store) => {
        for (const [key, receipt] of await storedEntries<string, Receipt>(store)) add(key, receipt)
      })
      for (const [key, receipt] of held) add(key, receipt)
      return found
    },
    async forget(tag) {
      for (const key of held.keys()) if (key.startsWith(`${tag}/`)) held.delete(key)
      await attempt(async (store) => {
        const own = (await keys<string>(store)).filter((key) => key.startsWith(`${tag}/`))
        await delMany(own, store)
      })
    },
  }
}
