/** Notes which notices the person has seen, so that a server can refuse to collect before one was shown. */
import type { PrivacyRecord, Receipt } from '@privacykit/contract'
import type { Core } from './core.ts'
import type { Settings } from './engine-settings.ts'

/** Which text it was. */
export interface NoticedOptions {
  /** Names the text that was shown. Default: `notice:` and the policy's version. */
  noticeId?: string
  /** Language of that text. Default: the client's. */
  language?: string
}

/** Notices that were shown. */
export interface Notices {
  /** Notes one; of names that the policy does not have nothing is noted, nor of what the person's list has already. */
  noticed(purposes: readonly string[], options?: NoticedOptions): Promise<void>
  /** Stores what was held back for a visitor of whom nothing was stored; call it when that may have changed. */
  flush(): void
}

type Shown = Required<NoticedOptions> & { purposes: string[] }

/** Creates them. `commit` stores and sends records. */
export function createNotices(
  settings: Settings,
  { subjects, store }: Core,
  commit: (records: readonly PrivacyRecord[], touched: readonly string[]) => Promise<Receipt[]>,
): Notices {
  const { policy, newId } = settings
  let held: Shown[] = []

  const isListed = ({ purposes }: Shown) =>
    store.listed().some(({ record }) => {
      if (record.type !== 'notice-shown' || !('purposes' in record) || record.policyVersion !== policy.version)
        return false
      const { purposes: told } = record
      return Array.isArray(told) && purposes.every((purpose) => told.includes(purpose))
    })

  const notices: Notices = {
    async noticed(purposes, { noticeId = `notice:${policy.version}`, language = settings.language } = {}) {
      const known = purposes.filter((purpose) => Object.hasOwn(policy.purposes, purpose))
      if (known.length === 0) return
      held.push({ purposes: [...new Set(known)], noticeId, language })
      notices.flush()
    },
    flush() {
      const { kind, tag } = subjects.current()
      // looking at a page is no reason to store anything; a visitor who stays one is shown the notice again
      if (kind === 'device' && subjects.secretOf(tag) === null && subjects.cookieDevice(tag) === null) return
      const due = held.filter((shown) => !isListed(shown))
      held = []
      for (const { purposes, noticeId, language } of due) {
        const common = { id: newId(), claimedAt: store.at(), policyVersion: policy.version, noticeId, language }
        void commit([{ ...common, type: 'notice-shown', purposes, channel: 'page' }], [])
      }
    },
  }
  return notices
}
