/** What the guards of other people's libraries share: one gate, one scrubber for each payload, and nothing out when anything fails. */
import { type Category, isWithinCategory, PrivacyError } from '@privacykit/contract'
import { EMAIL } from '../email-text.ts'
import { createKeyRedactor } from '../key-redactor.ts'
import type { Redactor } from '../redact.ts'
import { createScrubber, type Scrubber } from './scrub.ts'
import { type GuardReport, type OnWithheld, quietly, type Withheld } from './withheld.ts'

/** What every guard takes. */
export interface GuardOptions {
  /** Name of the recipient, for reports. Default is the guard's own. */
  name?: string
  /** Categories that may leave here, with those below them. Default none. */
  accepts?: readonly Category[]
  /** The purpose that the accepted categories serve. A guard that accepts any must name one (duty D05). */
  purpose?: string
  /** Asked each time; false lets nothing leave. Pass `(purpose) => client.allows(purpose)`. Default: always open. */
  allows?: (purpose: string) => boolean
  /** Parameters of queries that stay in addresses, when they are clean. Default: `utm_…`, `page`, `sort`, `tab`, `lang`. All others go. */
  parameters?: readonly string[]
  /** Told of each payload out of which something was taken. */
  onWithheld?: OnWithheld
}

/** Parameters that say something about a page or a campaign, not about who reads it. */
export const PAGE_PARAMETERS: readonly string[] = [
  ...['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'],
  ...['page', 'sort', 'tab', 'lang'],
]

/** One payload in the hands of a guard. */
export interface Guarded {
  scrubber: Scrubber
  accepts(category: string): boolean
}

/** What a guard is made of. */
export interface GuardSettings extends GuardOptions {
  name: string
  /** The texts of errors go whole. */
  hidesMessages?: boolean
}

/** Cleans a payload; null when nothing of it may leave. */
export type RunGuard = <T>(kind: string, clean: (guarded: Guarded) => T | null) => T | null

/**
 * Makes the runner of one guard.
 *
 * @throws PrivacyError `invalid-option` for an empty name, or a guard that accepts categories for no purpose
 */
export function createGuard(redact: Redactor | undefined, options: GuardSettings): RunGuard {
  const {
    name,
    accepts = [],
    purpose,
    allows,
    parameters = PAGE_PARAMETERS,
    hidesMessages = false,
    onWithheld,
  } = options
  requirePurpose(name, accepts, purpose)
  const accepted = (category: string) => accepts.some((parent) => isWithinCategory(category, parent))
  const own = redact ?? keyRedactorFor(accepted)
  const kept = new Set(parameters)
  return (kind, clean) => {
    const withheld: Withheld[] = []
    const report = (found: Withheld) => {
      if (
        !withheld.some(
          ({ path, category, why }) => path === found.path && category === found.category && why === found.why,
        )
      )
        withheld.push(found)
    }
    const scrubber = createScrubber({
      redact: own,
      takesAddresses: accepted(EMAIL),
      hidesMessages,
      parameters: kept,
      report,
    })
    const tell = (sent: boolean) => {
      const told: GuardReport = { sink: name, event: kind, sent, withheld }
      if (withheld.length > 0 || !sent) quietly(onWithheld, told)
    }
    try {
      const result = isOpen(allows, purpose ?? name) ? clean({ scrubber, accepts: accepted }) : null
      tell(result !== null)
      return result
    } catch {
      // what was thrown may quote the payload
      withheld.push({ path: '$', category: null, why: 'failed' })
      tell(false)
      return null
    }
  }
}

/** The default of every guard: by the names of fields, but for what the sink accepts, and addresses in texts. */
export function keyRedactorFor(
  accepted: (category: string) => boolean,
  otherwise: 'mask' | 'remove' = 'mask',
): Redactor {
  return createKeyRedactor({
    strategy: ({ category }) => (accepted(category) ? 'keep' : otherwise),
    text: accepted(EMAIL) ? 'keep' : 'email',
  })
}

/** @throws PrivacyError `invalid-option` for an empty name, or for categories that are accepted for no purpose */
export function requirePurpose(name: string, accepts: readonly string[], purpose: string | undefined): void {
  if (name === '') throw new PrivacyError('invalid-option', 'Give the sink the name of its recipient.')
  if (accepts.length > 0 && purpose === undefined)
    throw new PrivacyError('invalid-option', `The sink ${name} accepts personal data: name its purpose.`)
}

function isOpen(allows: ((purpose: string) => boolean) | undefined, purpose: string): boolean {
  return allows === undefined || allows(purpose) === true
}
