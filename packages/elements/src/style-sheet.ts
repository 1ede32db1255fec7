/** Puts styles where the element stands, once per root, prefix and part. Adopted sheets need neither `unsafe-inline` nor a nonce. */

/** Some of the styles: the element that needs them brings them along. */
export interface Styles {
  readonly prefix: string
  /** Names the part. */
  readonly name: string
  /** Rules whose class names begin with `pk-`. */
  readonly text: string
}

const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>()

/**
 * Adopts styles into the document or shadow root that holds `element`, in one cascade layer, so that any rule of the host outside a layer
 * wins.
 */
export function adoptStyles(element: HTMLElement, { prefix, name, text }: Styles): void {
  const root = element.getRootNode() as Document | ShadowRoot // as: a connected element's root is one of the two
  const document = element.ownerDocument
  const ofDocument = sheets.get(document) ?? new Map<string, CSSStyleSheet>()
  sheets.set(document, ofDocument)
  let sheet = ofDocument.get(prefix + name)
  if (sheet === undefined) {
    // a sheet can be adopted only by the document whose window made it
    sheet = new (document.defaultView?.CSSStyleSheet ?? CSSStyleSheet)()
    sheet.replaceSync(`@layer privacykit {${text}}`.replaceAll('.pk-', `.${prefix}-`))
    ofDocument.set(prefix + name, sheet)
  }
  // browsers before 2023 have no such list; the elements work there, without their looks
  if (root.adoptedStyleSheets?.includes(sheet) === false) root.adoptedStyleSheets.push(sheet)
}
