/** Makes DOM nodes. Text goes in as text only, so neither data nor a strict Trusted Types policy can be hurt. */

type Attribute = string | boolean | undefined
type Listeners = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void }

/** What a node is made of, besides its children. */
interface MakeOptions {
  /** Class names without prefix, separated by spaces. */
  class?: string
  /** True sets an empty attribute; false and undefined set none. */
  attributes?: Readonly<Record<string, Attribute>>
  on?: Listeners
}

/** Makes an element whose class names carry the prefix. */
export type Make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options?: MakeOptions,
  ...children: readonly (Node | string | null)[]
) => HTMLElementTagNameMap[K]

/** A `Make` for one document and class prefix. */
export function createMake(document: Document, prefix: string): Make {
  return (tag, options = {}, ...children) => {
    const element = document.createElement(tag)
    if (options.class !== undefined) element.className = prefixed(options.class, prefix)
    for (const [name, value] of Object.entries(options.attributes ?? {})) setAttribute(element, name, value)
    for (const [type, listener] of Object.entries(options.on ?? {})) {
      element.addEventListener(type, listener as EventListener) // as: Object.entries forgets which event each listener takes
    }
    for (const child of children) if (child !== null) element.append(child)
    return element
  }
}

/** Sets, empties or removes an attribute; touches nothing when it already stands so. */
export function setAttribute(element: Element, name: string, value: Attribute): void {
  if (value === undefined || value === false) element.removeAttribute(name)
  else if (element.getAttribute(name) !== (value === true ? '' : value))
    element.setAttribute(name, value === true ? '' : value)
}

/** Changes the text only when it differs, so that live regions speak once. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

/** Puts the prefix before each class name. */
function prefixed(names: string, prefix: string): string {
  return names
    .split(' ')
    .map((name) => `${prefix}-${name}`)
    .join(' ')
}

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
