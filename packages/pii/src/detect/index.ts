/** Finds personal data in free text: what has a form or a check, or a word that names it. */
import type { Detection } from './detection.ts'
import { type Detect, type DetectOptions, detectorOf } from './detector.ts'
import { ISSUED_NUMBERS } from './ids/index.ts'

export type { Detection } from './detection.ts'
export type { Detect, DetectOptions } from './detector.ts'
export type { FunctionRecogniser, PatternRecogniser, Recogniser } from './recogniser.ts'
export { replaceDetected } from './replace.ts'

/**
 * Makes a detector. It keeps what it builds from the rules, so make one and use it for all texts.
 *
 * Not found: names, postal addresses, companies, job titles, and anything without a form, a check or a word beside it.
 *
 * @throws PrivacyError `invalid-option` for a recogniser that cannot be used
 * @example
 * const find = createDetector({ regions: ['ID'], allow: ['help@shop.example'], alone: false })
 */
export function createDetector(options: DetectOptions = {}): Detect {
  return detectorOf(ISSUED_NUMBERS, options)
}

let standard: Detect | undefined

/**
 * Finds personal data in free text: sorted by start, without overlaps, in UTF-16 offsets, in time linear in the text. E-mail addresses, phone
 * numbers, cards, IBANs, IP and MAC addresses, URLs with user data, crypto addresses, credentials, IMEIs, birth dates and user names in context,
 * and numbers that authorities issue, by their real checks. It never throws for a text.
 *
 * Names, postal addresses, companies and job titles are not detected: tag fields that hold messages or queries as a whole.
 *
 * @param options make a detector with `createDetector` instead when many texts share them
 * @example
 * detect('mail ann@shop.example')   // [{ start: 5, end: 21, category: 'user.contact.email', type: 'EMAIL' }]
 */
export function detect(text: string, options?: DetectOptions): Detection[] {
  if (options !== undefined) return createDetector(options)(text)
  standard ??= createDetector()
  return standard(text)
}
