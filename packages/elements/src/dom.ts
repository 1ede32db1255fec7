/** Makes DOM nodes. Text goes in as text only, so neither data nor a strict Trusted Types policy can be hurt. */

/** True: an empty attribute. False and undefined: none. */
export type Attribute = string | boolean | undefined
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
    for (const [name, value] of Object.entries(options.attributes ?? {}))
      if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value)
    for (const [type, listener] of Object.entries(options.on ?? {})) {
      element.addEventListener(type, listener as EventListener) // as: Object.entries forgets which event each listener takes
    }
    for (const child of children) if (child !== null) element.append(child)
    return element
  }
}

/** Puts the prefix before each class name. */
function prefixed(names: string, prefix: string): string {
  return names
    .split(' ')
    .map((name) => `${prefix}-${name}`)
    .join(' ')
}
