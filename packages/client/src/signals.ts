/** Signals of the browser. Global Privacy Control, W3C draft: `navigator.globalPrivacyControl`. */
import { type Page, readMember } from './page.ts'

/** Live signals, as `decide` takes them. A missing signal is no opt-in. */
export interface Signals {
  readonly gpc: boolean
}

/** Reads the live signals. Only the literal `true` counts: some browsers answer undefined, some extensions a string. */
export function readSignals(page: Page | null): Signals {
  return { gpc: readMember(page, 'navigator')?.globalPrivacyControl === true }
}
