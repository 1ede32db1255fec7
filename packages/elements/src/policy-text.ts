/** The policy's own words, marked with the language they are in: it may be another than that of the words around them. */

import type { PolicyText } from './port.ts'
import type { View } from './view.ts'

/** A text of the policy, isolated, so that left-to-right words keep their full stop in a right-to-left row (WCAG 3.1.2). */
export function policyText(view: View, text: PolicyText): HTMLElement {
  return view.make('bdi', { attributes: { lang: view.textLanguage } }, view.text(text))
}
