/** Finds personal data in free text: what has a form or a check, or a word that names it. */
import type { Detection } from './detection.ts'
import { type Detect, type DetectOptions, detectorOf } from './detector.ts'
import { ISSUED_NUMBERS } from './ids/index.ts'

export type { Detection } from './detection.ts'
export type { Detect, DetectOptions } from './detector.ts'
export type { FunctionRecogniser, PatternRecogniser, Recogniser } from './recogniser.ts'
export { replaceDetected } from './replace.ts'

export function createDetector(options: DetectOptions = {}): Detect {
  return detectorOf(ISSUED_NUMBERS, options)
}

let standard: Detect | undefined

export function detect(text: string, options?: DetectOptions): Detection[] {
  if (options !== undefined) return createDetector(options)(text)
  standard ??= createDetector()
  return standard(text)
}
