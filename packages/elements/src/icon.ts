/** Line drawings. */

/** Points down: there is more. */
export const CHEVRON = 'M5 8l5 5 5-5'

/** A small line drawing, hidden from assistive technology: the word beside it says the same. */
export function icon(document: Document, prefix: string, path: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const attributes = { viewBox: '0 0 20 20', width: '20', height: '20', 'aria-hidden': 'true', class: `${prefix}-icon` }
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value)
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}
