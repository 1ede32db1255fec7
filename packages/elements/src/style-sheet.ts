/** Puts the styles where the element stands, once per root and prefix. Adopted sheets need no `unsafe-inline`. */
import { BAR } from './styles-bar.ts'
import { BASE } from './styles-base.ts'
import { FORM } from './styles-form.ts'
import { SHEET } from './styles-sheet.ts'

const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>()

/** The text of the styles for a prefix: one cascade layer, so that any rule of the host outside a layer wins. */
function styleText(prefix: string): string {
  return `@layer privacykit {${BASE}${BAR}${SHEET}${FORM}}`.replaceAll('.pk-', `.${prefix}-`)
}

/** Adopts the styles into the document or shadow root that holds `element`. */
export function adoptStyles(element: HTMLElement, prefix: string): void {
  const root = element.getRootNode() as Document | ShadowRoot // as: a connected element's root is one of the two
  const document = element.ownerDocument
  if (!('adoptedStyleSheets' in root)) {
    addStyleElement(element, prefix)
    return
  }
  const sheet = sheetFor(document, prefix)
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet)
}

function sheetFor(document: Document, prefix: string): CSSStyleSheet {
  const ofDocument = sheets.get(document) ?? new Map<string, CSSStyleSheet>()
  sheets.set(document, ofDocument)
  const known = ofDocument.get(prefix)
  if (known !== undefined) return known
  // a sheet can be adopted only by the document whose window made it
  const sheet = new (document.defaultView?.CSSStyleSheet ?? CSSStyleSheet)()
  sheet.replaceSync(styleText(prefix))
  ofDocument.set(prefix, sheet)
  return sheet
}

/** Browsers before 2023: a style element with the nonce that the element was given. */
function addStyleElement(element: HTMLElement, prefix: string): void {
  const document = element.ownerDocument
  const id = `${prefix}-style`
  if (document.getElementById(id) !== null) return
  const style = document.createElement('style')
  style.id = id
  style.nonce = element.nonce ?? ''
  style.textContent = styleText(prefix)
  document.head.append(style)
}
