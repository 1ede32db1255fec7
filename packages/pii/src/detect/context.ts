/** Words around a value: what stands shortly before or after it often says what it is. */
import type { WordSet } from './dictionary.ts'
import { namesOf, type Scan } from './scan.ts'

const BEFORE = 60
const AFTER = 20
/** A word after the value speaks less for it than one before it. */
const AFTER_COST = 10

/** A word near a value. */
export interface Near {
  id: number
  /** Characters between the two, and a little more for a word that follows. */
  distance: number
  isBefore: boolean
}

const NOTHING: readonly Near[] = []

/** The words of the dictionary around a value, or those of them that are in a set. Looks at a bounded number. */
export function near(scan: Scan, start: number, end: number, among?: { has(id: number): boolean }): readonly Near[] {
  const names = namesOf(scan)
  if (names.length === 0) return NOTHING
  const result: Near[] = []
  for (let at = firstAfter(names, start - BEFORE - 40); at < names.length; at += 3) {
    const from = names[at] ?? 0
    const to = names[at + 1] ?? 0
    if (from > end + AFTER) break
    const id = names[at + 2] ?? 0
    if (among !== undefined && !among.has(id)) continue
    if (to <= start) {
      if (start - to <= BEFORE) result.push({ id, distance: start - to, isBefore: true })
    } else if (from >= end) result.push({ id, distance: from - end + AFTER_COST, isBefore: false })
    // a label that was read as a part of the number: `NIF-…`
    else if (from <= start && to < end) result.push({ id, distance: 0, isBefore: true })
  }
  return result
}

/** Index of the first name that starts at or after `position`. */
function firstAfter(names: readonly number[], position: number): number {
  let low = 0
  let high = names.length / 3
  while (low < high) {
    const middle = (low + high) >> 1
    if ((names[middle * 3] ?? 0) < position) low = middle + 1
    else high = middle
  }
  return low * 3
}

/** How near the nearest of these words is; Infinity when there is none. */
export function distanceTo(words: WordSet, around: readonly Near[]): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const { id, distance } of around) if (distance < nearest && words.has(id)) nearest = distance
  return nearest
}

/** The same among the words before it, up to `most` characters away. */
export function distanceBehind(words: WordSet, around: readonly Near[], most: number): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const { id, distance, isBefore } of around)
    if (isBefore && distance < nearest && distance <= most && words.has(id)) nearest = distance
  return nearest
}
