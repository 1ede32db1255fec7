/** What a check of a policy reports. */

/** `error`: the policy must not be published. `warning`: somebody should look. `note`: a declaration worth reading aloud. */
export interface Finding {
  readonly level: 'error' | 'warning' | 'note'
  /** JSON pointer (RFC 6901) into the policy. */
  readonly at: string
  /** What to do about it. */
  readonly message: string
}

/** Must be mended before publishing. */
export const error = (at: string, message: string): Finding => ({ level: 'error', at, message })
/** Somebody should look. */
export const warning = (at: string, message: string): Finding => ({ level: 'warning', at, message })
/** Declared on purpose; worth knowing. */
export const note = (at: string, message: string): Finding => ({ level: 'note', at, message })
