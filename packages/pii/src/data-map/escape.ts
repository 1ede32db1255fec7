/** Makes text of a policy harmless in a page: names are text, whatever is in them. */

// controls, and the characters that turn the direction of what follows (Unicode UAX #9): they could make a page read wrongly
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu
const UNPAIRED = /\p{Surrogate}/gu

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(UNSEEN, '').replace(UNPAIRED, '\ufffd')
}

/** Text for an element or a quoted attribute of HTML or SVG. */
export function escapeHtml(text: string): string {
  return plain(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Text for one line of Markdown, in a table cell too. */
export function escapeMarkdown(text: string): string {
  return plain(text).replace(/[\\|`*_~<>[\]&]/g, '\\$&')
}
