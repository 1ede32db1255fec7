/** What a character means to the scanner: a part of a word, a digit, or an edge between two. */

/** What does not belong to a word. */
export const EDGE = 0
export const LETTER = 1
export const DIGIT = 2
/** The underscore: it joins a word, and ends a run of letters. */
const JOINT = 3

let table: Uint8Array | undefined

/** The kind of every UTF-16 code unit. One look-up a character is most of what a scan costs. */
export function kinds(): Uint8Array {
  if (table !== undefined) return table
  const made = new Uint8Array(0x10000)
  made.fill(LETTER, 0xc0, 0x2000)
  for (const code of [0xaa, 0xb5, 0xba]) made[code] = LETTER
  for (const code of [0xd7, 0xf7]) made[code] = EDGE
  for (let code = 0; code < 0x2000; code++) if (isDense(code)) made[code] = EDGE
  made.fill(LETTER, 65, 91)
  made.fill(LETTER, 97, 123)
  made.fill(DIGIT, 48, 58)
  made[95] = JOINT
  table = made
  return made
}

/** The code unit there; -1 past either end of the text, so that whatever compares it stays with small whole numbers. */
export function codeAt(text: string, at: number): number {
  return at >= 0 && at < text.length ? text.charCodeAt(at) : -1
}

/** The kind of one; `EDGE` for the -1 past either end of a text. */
function kindOf(code: number): number {
  if (code < 128) return isLetter(code) ? LETTER : isDigit(code) ? DIGIT : code === 95 ? JOINT : EDGE
  return code < 0x10000 ? (kinds()[code] ?? EDGE) : EDGE
}

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
  return kindOf(code) !== EDGE
}

/** True for scripts without spaces between words: Thai, Lao, Chinese, Japanese, Korean (whose particles join the word before). */
export function isDense(code: number): boolean {
  return (code >= 0x0e00 && code <= 0x0eff) || (code >= 0x1100 && code <= 0x11ff) || (code >= 0x2e80 && code < 0xfb00)
}

/** True where a word does not go on: also past either end of the text, where the code is NaN. */
export function isEdge(code: number): boolean {
  return kindOf(code) === EDGE
}

/** True for what may stand once between the groups of one number: space, no-break space, hyphen, dot, slash, en dash. */
export function isSeparator(code: number): boolean {
  return code === 32 || code === 45 || code === 46 || code === 47 || code === 0xa0 || code === 0x2011 || code === 0x2013
}

/** True for a plain or a no-break space. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 0xa0
}
