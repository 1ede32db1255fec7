/** Changes what is drawn already, and touches nothing that stands as it should: live regions speak once, the focus stays. */
import type { Attribute } from './dom.ts'

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
