/** The little that a first visit needs: the banner, the link, and a panel that loads when it is opened. */
import { PrivacyBanner } from './banner-element.ts'
import { PrivacyLink } from './link.ts'
import { PrivacyPanel } from './panel.ts'

export { type PrivacyElementOptions, setPrivacyClient } from './current-client.ts'
export { setPrivacyStrings } from './language.ts'
export { PrivacyBanner, PrivacyLink, PrivacyPanel }

/**
 * Defines `<privacy-banner>`, `<privacy-link>` and `<privacy-panel>`. A name that is taken already is left as it is, so calling it twice is
 * safe. On a server it does nothing.
 *
 * @example
 * ```ts
 * import { createPrivacyClient } from '@privacykit/client'
 * import { definePrivacyBanner, setPrivacyClient } from '@privacykit/elements/banner'
 * import { policy } from './privacy.policy.ts'
 *
 * definePrivacyBanner()
 * setPrivacyClient(createPrivacyClient({ policy, endpoint: '/api/privacy' }))
 * ```
 *
 * @param registry Default: the page's `customElements`.
 */
export function definePrivacyBanner(registry: CustomElementRegistry | undefined = globalThis.customElements): void {
  const elements = { 'privacy-banner': PrivacyBanner, 'privacy-link': PrivacyLink, 'privacy-panel': PrivacyPanel }
  for (const [name, element] of Object.entries(elements))
    if (registry !== undefined && registry.get(name) === undefined) registry.define(name, element)
}
