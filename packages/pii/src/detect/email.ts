/** E-mail addresses, plain and URL-encoded, from the sign outwards. */
import { codeAt, isDigit, isHex, isLetter, isWord } from './character.ts'
import { type Emit, type Finder, type Kind, RANK } from './detection.ts'
import type { Scan } from './scan.ts'

const EMAIL: Kind = { type: 'EMAIL', category: 'user.contact.email' }
/** RFC 5321: 64 before the sign, 63 a label, 255 in all. */
const LOCAL_LIMIT = 64
const LABEL_LIMIT = 63
const DOMAIN_LIMIT = 255

/** Finds addresses whose domain ends in letters; quoted local parts and addresses at bare hosts are left alone. */
export const emailFinder: Finder = {
  kinds: [EMAIL],
  find(scan: Scan, emit: Emit) {
    for (const sign of scan.signs) {
      const { text } = scan
      const start = localStart(text, sign)
      if (start === sign) continue
      const from = sign + (codeAt(text, sign) === 64 ? 1 : 3)
      const end = domainEnd(text, from)
      if (end === 0 || isRemote(text, start, sign, end) || isDensity(text, from)) continue
      emit(EMAIL, start, end, RANK.checked)
    }
  },
}

function localStart(text: string, sign: number): number {
  let start = sign
  while (start > 0 && sign - start <= LOCAL_LIMIT && isLocal(codeAt(text, start - 1))) start--
  if (sign - start > LOCAL_LIMIT) return sign
  // `%3Djane%40…`: the two characters after a percent sign belong to it
  if (codeAt(text, start - 1) === 37 && isHex(codeAt(text, start)) && isHex(codeAt(text, start + 1))) start += 2
  while (start < sign && !isWord(codeAt(text, start))) start++
  return start < sign && codeAt(text, sign - 1) !== 46 ? start : sign
}

/** Letters, digits and `_.+-`; the rest that the standard allows is in use nowhere, and often punctuation of the text. */
function isLocal(code: number): boolean {
  return isWord(code) || code === 46 || code === 43 || code === 45
}

/** The end of the longest host name that ends in letters; 0 when there is none. */
function domainEnd(text: string, from: number): number {
  let end = 0
  let label = from
  for (let at = from; at - from <= DOMAIN_LIMIT; at++) {
    const code = codeAt(text, at)
    if (isHost(code) && at - label < LABEL_LIMIT) continue
    if (at === label || at - label > LABEL_LIMIT || codeAt(text, at - 1) === 45) break
    if (label > from && isTop(text, label, at)) end = at
    if (code !== 46) break
    label = at + 1
  }
  return end
}

function isHost(code: number): boolean {
  return (isWord(code) && code !== 95) || code === 45
}

function isTop(text: string, start: number, end: number): boolean {
  if (end - start < 2 || end - start > 24) return false
  if (text.startsWith('xn--', start)) return true
  for (let at = start; at < end; at++) {
    const code = codeAt(text, at)
    if (isDigit(code) || code === 45) return false
  }
  return isLetter(codeAt(text, start)) || codeAt(text, start) > 127
}

/** `git@host.example:group/project` names a repository. */
function isRemote(text: string, start: number, sign: number, end: number): boolean {
  return sign - start === 3 && text.startsWith('git', start) && codeAt(text, end) === 58
}

/** `logo@2x.png` names a picture for dense screens. */
function isDensity(text: string, from: number): boolean {
  const code = codeAt(text, from + 1)
  return isDigit(codeAt(text, from)) && (code === 120 || code === 88) && codeAt(text, from + 2) === 46
}
