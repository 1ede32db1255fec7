/** Hardware addresses: six or eight pairs, or three groups of four as switches print them. */
import { codeAt, isEdge, isHex } from './character.ts'
import { type Emit, type Finder, type Kind, RANK } from './detection.ts'
import type { Scan } from './scan.ts'

const MAC: Kind = { type: 'MAC', category: 'user.unique_id.mac_address' }

/** Finds them where a word begins. All zeros and all ones name no device. */
export const macFinder: Finder = {
  kinds: [MAC],
  find({ text, words, colons, dashes }: Scan, emit: Emit) {
    findPairs(text, colons, emit)
    findPairs(text, dashes, emit)
    for (let at = 0; at < words.length; at += 2) {
      const start = words[at] ?? 0
      if (words[at + 1] === start + 4 && codeAt(text, start + 4) === 46) tell(text, start, dottedEnd(text, start), emit)
    }
  },
}

function findPairs(text: string, joints: readonly number[], emit: Emit): void {
  let done = 0
  for (const joint of joints) {
    const end = joint - 2 < done ? 0 : pairsEnd(text, joint - 2)
    if (end > 0) done = end
    tell(text, joint - 2, end, emit)
  }
}

function tell(text: string, start: number, end: number, emit: Emit): void {
  if (end === 0 || !isEdge(codeAt(text, start - 1)) || isJoined(text, start)) return
  if (!/^(?:0|f)+$/i.test(text.slice(start, end).replace(/[:.-]/g, ''))) emit(MAC, start, end, RANK.checked)
}

function isJoined(text: string, start: number): boolean {
  const code = codeAt(text, start - 1)
  return (code === 58 || code === 45 || code === 46) && isHex(codeAt(text, start - 2))
}

function pairsEnd(text: string, start: number): number {
  const joint = codeAt(text, start + 2)
  if (joint !== 58 && joint !== 45) return 0
  let pairs = 0
  let at = start
  for (; pairs < 9; pairs++, at += 3) {
    if (!isHex(codeAt(text, at)) || !isHex(codeAt(text, at + 1))) break
    if (codeAt(text, at + 2) === joint) continue
    pairs++
    at += 3
    break
  }
  const end = at - 1
  return (pairs === 6 || pairs === 8) && isEdge(codeAt(text, end)) && codeAt(text, end) !== joint ? end : 0
}

function dottedEnd(text: string, start: number): number {
  if (codeAt(text, start + 4) !== 46 || codeAt(text, start + 9) !== 46) return 0
  const end = start + 14
  if (!isEdge(codeAt(text, end)) || (codeAt(text, end) === 46 && isHex(codeAt(text, end + 1)))) return 0
  return /^[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}$/i.test(text.slice(start, end)) ? end : 0
}
