/** Phone numbers: international ones by their code, national ones by a plausible written form or by the words around them. */
import { isInternational } from './calling-code.ts'
import { codeAt, isDigit, isSeparator } from './character.ts'
import { distanceBehind, type Near, near } from './context.ts'
import { type Finder, type Kind, RANK, type Settings } from './detection.ts'
import { type DialRun, readDialRun } from './dial-run.ts'
import type { Dictionary, WordSet } from './dictionary.ts'
import type { Scan } from './scan.ts'

const PHONE: Kind = { type: 'PHONE', category: 'user.contact.phone_number' }
const NAMES = (
  'phone|telephone|tel|mobile|cell|cellphone|fax|call|dial|ring|reach|whatsapp|wa|sms|text me|texted|messages to|message to|contact|desk|hotline|' +
  'voicemail|ph|mob|msisdn|hp|handphone|telp|telepon|hubungi|kontak|ponsel|telefon|telefonnummer|handy|handynummer|mobil|rufnummer|téléphone|tél|' +
  'portable|numéro|teléfono|telefono|móvil|celular|llamar|llámame|cellulare|telefone|telemóvel|telefoon|gsm|puhelin|cep|telefonu|тел|телефон|моб|' +
  '電話|电话|手机|전화|휴대폰|โทร|เบอร์|điện thoại'
).split('|')
const TRAILING_NAMES = 'office|fax|mobile|cell|home|work|desk|phone|tel|direct|landline'.split('|')
/** Numbers in such company are something else, unless a word for a phone is nearer. */
const OTHERS = (
  'isbn|issn|ean|order|invoice|version|sku|tracking|account|acct|ssn|tax|license|licence|passport|routing|id|ticket|case|vat|card|social security|' +
  'part|serial|no. rek|rekening|pin|bank|iban|nik|npwp|postal|zip'
).split('|')

/** Makes the finder of phone numbers; an extension that follows is part of one. */
export function createPhoneFinder(dictionary: Dictionary): Finder {
  const lists = {
    names: dictionary.add(NAMES),
    trailing: dictionary.add(TRAILING_NAMES),
    others: dictionary.add(OTHERS),
  }
  return {
    kinds: [PHONE],
    find(scan, emit, settings) {
      if (scan.words.length === 0) return
      let done = 0
      for (let at = 0; at < scan.words.length; at += 2) {
        const start = scan.words[at] ?? 0
        if (start < done || isLone(scan.text, start, scan.words[at + 1] ?? 0)) continue
        const run = readDialRun(scan.text, start)
        done = run.next
        if (run.digits.length < 6 || run.digits.length > 17) continue
        const { rank, distance } = judge(scan, run, settings, lists)
        if (rank > 0) emit(PHONE, run.start, run.end, rank, distance)
      }
    },
  }
}

/** A short number with nothing before or after it that a phone number would have. */
function isLone(text: string, start: number, end: number): boolean {
  if (end - start > 5) return false
  const before = codeAt(text, start - 1)
  const after = codeAt(text, end)
  if (before === 43 || before === 40 || !(after === 41 || after === 40 || isSeparator(after)))
    return before !== 43 && before !== 40
  const next = codeAt(text, end + 1)
  return !isDigit(next) && next !== 40 && !isSeparator(next)
}

interface Lists {
  names: WordSet
  trailing: WordSet
  others: WordSet
}

interface Verdict {
  rank: number
  distance: number
}

const NOTHING: Verdict = { rank: 0, distance: Number.POSITIVE_INFINITY }

function judge(scan: Scan, run: DialRun, settings: Settings, lists: Lists): Verdict {
  const { digits } = run
  const far = Number.POSITIVE_INFINITY
  if (run.plus) return isInternational(digits) ? { rank: RANK.checked, distance: far } : NOTHING
  if (isDate(run)) return NOTHING
  const around = near(scan, run.start, run.end)
  const distance = Math.min(distanceBehind(lists.names, around, 40), isFollowed(around, run, lists) ? 1 : far)
  const other = distanceBehind(lists.others, around, 40)
  if (distance <= other && distance < far && digits.length <= 15) return { rank: RANK.named, distance }
  if (digits.startsWith('00')) {
    const isWritten = run.groups.length > 1 || isAlone(scan, run, settings)
    return isWritten && isInternational(digits.slice(2)) ? { rank: RANK.shape, distance: far } : NOTHING
  }
  if (other > 24 && isPlausible(run, settings)) return { rank: RANK.shape, distance: far }
  return isAlone(scan, run, settings) && isField(run) ? { rank: aloneRank(run), distance: far } : NOTHING
}

/** A word right after it: `9469 9966 office`. A number of thousands is a count. */
function isFollowed(around: readonly Near[], { digits, groups, joints }: DialRun, { trailing }: Lists): boolean {
  const isCount = digits.length < 7 && joints === ' ' && groups.slice(1).every((length) => length === 3)
  return !isCount && around.some(({ id, distance, isBefore }) => !isBefore && distance === 11 && trailing.has(id))
}

/** A trunk prefix says more than a check that one number of ten passes by chance, and that tens of countries have. */
function aloneRank({ digits, groups }: DialRun): number {
  return groups.length === 1 && digits.length >= 10 && /^0[1-9]/.test(digits) ? RANK.shape : RANK.alone
}

function isAlone(scan: Scan, run: DialRun, { alone }: Settings): boolean {
  return alone && run.start === scan.first && run.end === scan.last
}

/** Written as people write phone numbers, and hardly anything else. */
function isPlausible({ digits, groups, joints, paren, extension }: DialRun, { regions }: Settings): boolean {
  const { length } = digits
  const [first = 0] = groups
  if (paren >= 0)
    return (
      length >= 8 &&
      length <= 13 &&
      (groups[paren] ?? 0) <= 5 &&
      afterParen(groups, paren) >= 5 &&
      !isYear(digits, groups, paren)
    )
  const shape = groups.join('-')
  if (shape === '3-3-4' && joints.length === 1) return true
  if (shape === '1-3-3-4' && digits.startsWith('1')) return true
  if (extension && groups.length >= 3) return true
  if (!/^0[1-9]/.test(digits) || length < 8 || length > 12 || shape === '3-2-4') return false
  if (groups.length === 1) return regions !== null && length >= 9
  // a bad IP address
  if (groups.length === 4 && joints === '.' && Math.max(...groups) <= 3) return false
  return first === 1 ? groups.length >= 3 && joints !== '.' : !joints.includes('/') || groups.length === 2
}

function afterParen(groups: readonly number[], paren: number): number {
  return groups.slice(paren + 1).reduce((sum, length) => sum + length, 0)
}

function isYear(digits: string, groups: readonly number[], paren: number): boolean {
  return paren === 0 && groups[0] === 4 && /^(?:19|20)/.test(digits)
}

/** As a form's field holds it: a trunk prefix, or groups. */
function isField({ digits, groups }: DialRun): boolean {
  const { length } = digits
  if (groups.length > 1) return length >= 7 && length <= 13 && groups.length <= 5 && Math.max(...groups) <= 7
  return digits.startsWith('0') && length >= 9 && length <= 12
}

/** `2024-06-05`, `05.06.2024`, `5/6/24`. */
function isDate({ digits, groups }: DialRun): boolean {
  const year = groups.length === 2 && groups[1] === 4 && (groups[0] ?? 0) <= 2
  if (year) return /^\d{1,2}(?:19|20)/.test(digits)
  if (groups.length !== 3) return false
  const [a = 0, b = 0, c = 0] = groups
  const second = Number(digits.slice(a, a + b))
  if (a === 4) return b <= 2 && c <= 2 && /^(?:1[89]|20)/.test(digits) && second <= 12
  const last = digits.slice(a + b)
  if (a > 2 || b > 2 || (c !== 4 && c !== 2)) return false
  return (
    Number(digits.slice(0, a)) <= 31 &&
    second <= 31 &&
    (c === 2 ? second <= 12 && a + b === 4 : /^(?:1[89]|20)/.test(last))
  )
}
