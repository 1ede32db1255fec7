/** What a detector answers, and what its parts hand to one another on the way there. */
import type { Scan } from './scan.ts'

/** Personal data at a place of a text. */
export interface Detection {
  /** First UTF-16 code unit. */
  start: number
  /** The code unit after the last. */
  end: number
  /** Key of the taxonomy: `user.contact.email`, `user.government_id.national_identification_number`. */
  category: string
  /** The field's name for it: `EMAIL`, `CREDIT_CARD`, `US_SSN`. */
  type: string
}

/** What is found: its name and its category. */
export interface Kind {
  type: string
  category: string
}

/** How sure a finding is; where two overlap, the surer one stays. */
export const RANK = {
  /** Only because the text holds nothing else. */
  alone: 1,
  /** The same, and its check holds. */
  aloneChecked: 2,
  /** It has the form. */
  shape: 3,
  /** It has the form, and a word names it. */
  named: 4,
  /** Its check, or its form, leaves no room for chance. */
  checked: 5,
  /** Both. */
  checkedNamed: 6,
  /** The app's own recogniser says so. */
  own: 7,
} as const

/** A detection that may still lose to another. */
export interface Finding extends Detection {
  rank: number
  /** Characters to the word that names it; Infinity when none does. */
  distance: number
}

/** Takes what a finder found. */
export type Emit = (kind: Kind, start: number, end: number, rank: number, distance?: number) => void

/** Looks for kinds of personal data around the places that the scan noted. Costs at most a constant for each place. */
export interface Finder {
  kinds: readonly Kind[]
  find(scan: Scan, emit: Emit, settings: Settings): void
}

/** What a finder may ask about the detector that runs it. */
export interface Settings {
  /** Whether a value that fills the whole text counts by its form. */
  alone: boolean
  /** ISO codes of the countries whose national forms count; null for no choice. */
  regions: ReadonlySet<string> | null
}
