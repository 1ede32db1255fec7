/** Puts styles where the element stands, once per root, prefix and part. Adopted sheets need no `unsafe-inline`. */

/** Some of the styles: the element that needs them brings them along. */
export interface Styles {
  readonly prefix: string
  /** Names the part. */
  readonly name: string
  /** Rules whose class names begin with `pk-`. */
  readonly text: string
}

const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>()

/** The rules for a prefix: one cascade layer, so that any rule of the host outside a layer wins. */
function rules({ prefix, text }: Styles): string {
  return `@layer privacykit {${text}}`.replaceAll('.pk-', `.${prefix}-`)
}

/** Adopts styles into the document or shadow root that holds `element`. */
export function adoptStyles(element: HTMLElement, styles: Styles): void {
  const root = element.getRootNode() as Document | ShadowRoot // as: a connected element's root is one of the two
  if (!('adoptedStyleSheets' in root)) {
    addStyleElement(element, styles)
    return
  }
  const sheet = sheetFor(element.ownerDocument, styles)
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet)
}

function sheetFor(document: Document, styles: Styles): CSSStyleSheet {
  const ofDocument = sheets.get(document) ?? new Map<string, CSSStyleSheet>()
  sheets.set(document, ofDocument)
  const key = `${styles.prefix} ${styles.name}`
  const known = ofDocument.get(key)
  if (known !== undefined) return known
  // a sheet can be adopted only by the document whose window made it
  const sheet = new (document.defaultView?.CSSStyleSheet ?? CSSStyleSheet)()
  sheet.replaceSync(rules(styles))
  ofDocument.set(key, sheet)
  return sheet
}

/** Browsers before 2023: a style element with the nonce that the element was given. */
function addStyleElement(element: HTMLElement, styles: Styles): void {
  const document = element.ownerDocument
  const id = `${styles.prefix}-${styles.name}`
  if (document.getElementById(id) !== null) return
  const style = document.createElement('style')
  style.id = id
  style.nonce = element.nonce ?? ''
  style.textContent = rules(styles)
  document.head.append(style)
}
