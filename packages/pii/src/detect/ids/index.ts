/** All issued numbers that the scanner looks for. */
import type { IdRule } from '../id-rule.ts'
import { INDONESIA } from './indonesia.ts'
import { UNITED_STATES } from './united-states.ts'

/** Every rule. Where two fit the same digits, the scanner's answer names the first that context or check speak for. */
export const ISSUED_NUMBERS: readonly IdRule[] = [...INDONESIA, ...UNITED_STATES]
