/** Dates of birth: a date right after a word that says so. Other dates are not personal by themselves. */
import { codeAt, isEdge } from './character.ts'
import { type Finder, type Kind, RANK } from './detection.ts'
import type { Dictionary } from './dictionary.ts'
import { eachTrigger } from './trigger.ts'

const DATE: Kind = { type: 'DATE', category: 'user.demographic.date_of_birth' }
const NAMES = (
  'born|birth|birthday|birthdate|dob|d.o.b|lahir|ttl|geboren|geburtsdatum|geb.|né le|née le|naissance|nacimiento|nacido|nacida|nascimento|nascita|nato il|' +
  'nata il|geboortedatum|urodzenia|doğum|рождения|生年月日|出生|생년월일|ngày sinh|kelahiran'
).split('|')
const WINDOW = 64
const MONTH = 'jan|feb|mar|mär|apr|may|mai|mei|jun|jul|aug|agu|sep|oct|okt|oui|nov|dec|dez|des'
const NUMBERS = /(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/. ])\d{1,2}\2(?:\d{4}|\d{2}))/
const NAMED = new RegExp(
  `(?:\\d{1,2}(?:st|nd|rd|th|\\.)?[ -](?:of )?(?:${MONTH})[a-zä.]{0,8},?[ -]\\d{4}|(?:${MONTH})[a-zä.]{0,8} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})`,
  'i',
)

/** Makes the finder: it looks up to a few words after the announcement: `born in Surabaya, 17-08-1990`. */
export function createBirthDateFinder(dictionary: Dictionary): Finder {
  const names = dictionary.addTriggers(NAMES)
  return {
    kinds: [DATE],
    find(scan, emit) {
      if (scan.words.length === 0) return
      const { text } = scan
      eachTrigger(scan, names, (from) => {
        const window = text.slice(from, from + WINDOW)
        const match = NUMBERS.exec(window) ?? NAMED.exec(window)
        if (match === null || /[\n!?]/.test(window.slice(0, match.index).trimStart())) return
        const start = from + match.index
        const end = start + match[0].length
        if (!isEdge(codeAt(text, start - 1)) || !isEdge(codeAt(text, end)) || !isPast(match[0])) return
        emit(DATE, start, end, RANK.checkedNamed, match.index)
      })
    },
  }

  /** A year in which somebody alive may be born; two digits may be any. */
  function isPast(date: string): boolean {
    const year = /\d{4}/.exec(date)?.[0]
    return year === undefined || (year >= '1890' && year < '2100')
  }
}
