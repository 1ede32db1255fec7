/** What a character means to the scanner: a part of a word, a digit, or an edge between two. */

const WORD = 1
const DIGIT = 2
const ASCII = new Uint8Array(128)
for (let code = 48; code <= 57; code++) ASCII[code] = WORD | DIGIT
for (let code = 65; code <= 90; code++) ASCII[code] = WORD
for (let code = 97; code <= 122; code++) ASCII[code] = WORD
ASCII[95] = WORD

/** True for 0 to 9. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** True for a letter of the Latin alphabet without accents. */
export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
}

/** True for 0 to 9, a to f, A to F. */
export function isHex(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)
}

/**
 * True for what joins a word: letters, digits, the underscore. Scripts that are written without spaces between words end a word, so that
 * a number right after one of their letters is still found.
 */
export function isWord(code: number): boolean {
  if (code < 128) return ASCII[code] !== 0
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba
  return code < 0x2000 && code !== 0xd7 && code !== 0xf7 && !isDense(code)
}

/** True for scripts without spaces between words: Thai, Lao, Chinese, Japanese, Korean (whose particles join the word before). */
export function isDense(code: number): boolean {
  return (code >= 0x0e00 && code <= 0x0eff) || (code >= 0x1100 && code <= 0x11ff) || (code >= 0x2e80 && code < 0xfb00)
}

/** True where a word does not go on: also past either end of the text, where the code is NaN. */
export function isEdge(code: number): boolean {
  return !(code >= 0) || !isWord(code)
}

/** True for what may stand once between the groups of one number: space, no-break space, hyphen, dot, slash, en dash. */
export function isSeparator(code: number): boolean {
  return code === 32 || code === 45 || code === 46 || code === 47 || code === 0xa0 || code === 0x2011 || code === 0x2013
}

/** True for a plain or a no-break space. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 0xa0
}
