/** Splits a field name into plain words, so that one list of words reads every way of writing names. */

// longer names are generated ones; nobody's list of words has them
const LONGEST = 200
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' }

/** The words of a name in lower case, without accents and numbers: `usr_eMailAdresse2` → usr, e, mail, adresse. */
export function wordsOf(name: string): string[] {
  return name
    .slice(0, LONGEST)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[ßæœøłđ]/g, (letter) => LETTERS[letter] ?? letter)
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
}

/** True when a set has the word, or its English singular. */
export function hasWord(set: ReadonlySet<string>, word: string): boolean {
  return formsOf(word).some((form) => set.has(form))
}

/** A word and what it may be the plural of. */
export function formsOf(word: string): string[] {
  if (word.length < 4 || !word.endsWith('s')) return [word]
  const forms = [word, word.slice(0, -1)]
  if (word.endsWith('es')) forms.push(word.slice(0, -2))
  if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`)
  return forms
}

/** A set of words from a text; `-` joins what may be written apart. */
export function wordSet(...texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.replaceAll('-', '').trim().split(/\s+/)))
}
