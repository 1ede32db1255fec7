/** International bank account numbers (ISO 13616): the country's length and the check digits leave little room for chance. */
import { codeAt, isDigit, isEdge, isLetter } from './character.ts'
import { remainder97 } from './checksum.ts'
import { type Emit, type Finder, type Kind, RANK } from './detection.ts'
import type { Scan } from './scan.ts'

const IBAN: Kind = { type: 'IBAN', category: 'user.financial.bank_account.iban' }

/** Lengths by country, from SWIFT's registry; a few countries use the form without being in it. */
const LENGTHS = new Map<string, number>()
for (const row of [
  '15 NO',
  '16 BE',
  '18 DK FI FK FO GL NL SD',
  '19 MK SI',
  '20 AT BA EE KZ LT LU MN XK',
  '21 CH HR LI LV',
  '22 BG BH CR DE GB GE IE ME RS VA',
  '23 AE GI IL IQ OM SO TL',
  '24 AD CZ ES MD PK RO SA SE SK TN VG',
  '25 LY PT ST',
  '26 IS TR IR DZ',
  '27 FR GR IT MC MR SM BF BJ CG CI CM GA GQ KM MG ML NE SN TD TG',
  '28 AL AZ BY CY DO GT HN HU LB NI PL SV MA CF',
  '29 BR EG PS QA UA',
  '30 JO KW MU YE',
  '31 MT SC',
  '32 LC',
  '33 RU',
] as const)
  for (const country of row.slice(3).split(' ')) LENGTHS.set(country, Number(row.slice(0, 2)))
// 25 since its own reform of 2018; older sources say 24
LENGTHS.set('BI', 27).set('DJ', 27).set('CV', 25).set('GW', 25).set('MZ', 25).set('AO', 25)

/** Finds them in one piece or in groups, with single spaces or hyphens. */
export const ibanFinder: Finder = {
  kinds: [IBAN],
  find({ text, words }: Scan, emit: Emit) {
    for (let at = 0; at < words.length; at += 2) {
      const start = words[at] ?? 0
      if (!isLetter(codeAt(text, start)) || !isLetter(codeAt(text, start + 1))) continue
      if (!isDigit(codeAt(text, start + 2)) || !isDigit(codeAt(text, start + 3))) continue
      const length = LENGTHS.get(text.slice(start, start + 2).toUpperCase())
      if (length === undefined) continue
      const { end, normal } = collect(text, start, length)
      if (normal.length === length && remainder97(normal.slice(4) + normal.slice(0, 4)) === 1)
        emit(IBAN, start, end, RANK.checkedNamed)
    }
  },
}

/** As many letters and digits as the country's form has; empty when the text goes on or ends before. */
function collect(text: string, start: number, length: number): { end: number; normal: string } {
  let normal = ''
  let at = start
  for (; normal.length < length; at++) {
    const code = codeAt(text, at)
    if (isDigit(code) || isLetter(code)) normal += text[at]
    else if ((code !== 32 && code !== 45 && code !== 0xa0) || isEdge(codeAt(text, at + 1))) break
  }
  return { end: at, normal: isEdge(codeAt(text, at)) ? normal.toUpperCase() : '' }
}
