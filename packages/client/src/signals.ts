/** Signals of the browser. Global Privacy Control, W3C draft: `navigator.globalPrivacyControl`. */
import type { Page } from './page.ts'

/** Live signals, as `decide` takes them. A missing signal is no opt-in. */
export interface Signals {
  readonly gpc: boolean
}

/** Reads the live signals. Only the literal `true` counts: some browsers answer undefined, some extensions a string. */
export function readSignals(page: Page | null): Signals {
  return { gpc: page?.navigator?.globalPrivacyControl === true }
}

/**
 * Whether the app's server keeps a device's secret in a cookie that scripts cannot read; a second cookie says so. Then the person has
 * answered before, although nothing may be stored here any more (Safari takes script storage away after seven days).
 */
export function hasDeviceCookie(page: Page | null): boolean {
  try {
    return !!page?.document?.cookie.includes('has-privacy-device=1')
  } catch {
    return false // a sandboxed frame has no cookies
  }
}
