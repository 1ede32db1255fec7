/** Signals of the browser. Global Privacy Control, W3C draft: `navigator.globalPrivacyControl`. */

/** Live signals, as `decide` takes them. A missing signal is no opt-in. */
export interface Signals {
  readonly gpc: boolean
}
