/** Fits labels into boxes without a browser: widths are estimated, on the wide side, since every reader has another font. */

const NARROW = /[ijlt.,:;'|!()[\]f·\- ]/
const WIDE = /[mwMW@%—…]/
const CAPITAL = /[\p{Lu}]/u
const FULL =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff00-\uffef]|\p{Extended_Pictographic}/u
const NONE = /\p{Mn}|\p{Cf}/u

/** Estimated width of a text at a font size, in the unit of the size. */
export function widthOf(text: string, size: number): number {
  let em = 0
  for (const character of text) em += widthOfCharacter(character)
  return em * size
}

function widthOfCharacter(character: string): number {
  if (NONE.test(character)) return 0
  if (NARROW.test(character)) return 0.36
  if (WIDE.test(character)) return 0.95
  if (FULL.test(character)) return 1.05
  return CAPITAL.test(character) ? 0.72 : 0.6
}

/** A text in at most `lines` lines that fit; what does not is cut with an ellipsis. Never empty. */
export function fitted(text: string, options: { width: number; size: number; lines: number }): string[] {
  const { width, size, lines } = options
  const fits = (line: string) => widthOf(line, size) <= width
  const done: string[] = []
  let rest = text.trim()
  while (rest !== '' && done.length < lines) {
    if (fits(rest)) {
      done.push(rest)
      rest = ''
    } else if (done.length === lines - 1) {
      done.push(cut(rest, fits))
      rest = ''
    } else {
      const line = firstLine(rest, fits)
      done.push(line)
      rest = rest.slice(line.length).trim()
    }
  }
  return done.length === 0 ? [''] : done
}

/** As many words as fit; of a single word too long, as many characters. */
function firstLine(text: string, fits: (line: string) => boolean): string {
  let line = ''
  for (const { index } of text.matchAll(/\s+/g)) {
    if (!fits(text.slice(0, index))) break
    line = text.slice(0, index)
  }
  return line === '' ? longest(text, fits) : line
}

function cut(text: string, fits: (line: string) => boolean): string {
  return `${longest(text, (line) => fits(`${line}…`)).trimEnd()}…`
}

function longest(text: string, fits: (line: string) => boolean): string {
  let line = ''
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (line !== '' && !fits(line + segment)) break
    line += segment
  }
  return line
}
