/** A recogniser of the app's own, in the narrowest form: anything that finds places in a text. */
import { PrivacyError } from '@privacykit/contract'
import { distanceTo, near } from './context.ts'
import { type Finder, RANK } from './detection.ts'
import type { Dictionary } from './dictionary.ts'

/** Finds places of one kind by code of your own. Its cost is its own: keep it linear. */
export interface FunctionRecogniser {
  type: string
  category: string
  find(text: string): Iterable<{ start: number; end: number }>
}

/** Finds places of one kind by a pattern, and, where given, only near one of the words. */
export interface PatternRecogniser {
  type: string
  category: string
  /** Has to be linear: no repetition inside a repetition. The flag `g` is added. */
  pattern: RegExp
  /** Words of which one stands up to 60 characters before it or 20 after it. Default: none needed. */
  context?: readonly string[]
}

export type Recogniser = FunctionRecogniser | PatternRecogniser

/** Fits a recogniser in; places outside the text are an error. */
export function toFinder(recogniser: Recogniser, dictionary: Dictionary): Finder {
  const find = 'find' in recogniser ? (text: string) => recogniser.find(text) : byPattern(recogniser)
  const words = 'context' in recogniser && recogniser.context !== undefined ? dictionary.add(recogniser.context) : null
  return {
    kinds: [recogniser],
    find(scan, emit) {
      for (const { start, end } of find(scan.text)) {
        if (!(start >= 0 && end <= scan.text.length && start < end))
          throw new PrivacyError(
            'invalid-option',
            `The recogniser ${recogniser.type} answered a place outside the text.`,
          )
        const distance = words === null ? 0 : distanceTo(words, near(scan, start, end))
        if (Number.isFinite(distance)) emit(recogniser, start, end, RANK.own, distance)
      }
    },
  }
}

function byPattern({ pattern }: PatternRecogniser): (text: string) => Iterable<{ start: number; end: number }> {
  const global = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`)
  return function* (text) {
    for (const match of text.matchAll(global))
      if (match[0] !== '') yield { start: match.index, end: match.index + match[0].length }
  }
}
