/** Puts a vendor's script into the page, under a strict CSP and Trusted Types too, and takes the element away again. */
import { PrivacyError } from '@privacykit/contract/error'
import { TRUSTED_TYPES_POLICY, trustedScriptUrl } from './trusted-types.ts'

/** How a script is loaded. */
export interface LoadScriptOptions {
  /** The nonce of the page's CSP. Default none. */
  nonce?: string | undefined
  /** Further attributes, such as `crossorigin` or `integrity`. Default none. */
  attributes?: Readonly<Record<string, string>>
}

/** A script in the page. */
export interface LoadedScript {
  readonly element: HTMLScriptElement
  /** Takes the element away. What the script has already run goes on: no page can undo that. */
  remove(): void
}

/**
 * Adds an asynchronous script to the page's head. Each call adds one: whoever calls remembers whether it did. Listen to `load` and `error`
 * of `element`.
 *
 * @throws PrivacyError `invalid-option` where Trusted Types are enforced and the page's CSP does not allow the policy `privacykit`
 */
export function loadScript(src: string, { nonce, attributes = {} }: LoadScriptOptions = {}): LoadedScript {
  const element = document.createElement('script')
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.async = true
  if (nonce !== undefined) element.nonce = nonce
  try {
    element.src = trustedScriptUrl(src)
  } catch (cause) {
    const message = `Add "${TRUSTED_TYPES_POLICY}" to \`trusted-types\` in the page's CSP.`
    throw new PrivacyError('invalid-option', message, { cause })
  }
  document.head.append(element)
  return { element, remove: () => element.remove() }
}
