/** Names the elements to the browser. */
import { PrivacyAgeQuestion } from './age-question.ts'
import { PrivacyBanner } from './banner-element.ts'
import { PrivacyDeletionDialog } from './deletion-dialog.ts'
import { PrivacyEmbed } from './embed.ts'
import { PrivacyLeave } from './leave.ts'
import { PrivacyLink } from './link.ts'
import { PrivacyNotice } from './notice.ts'
import { PrivacyPanel } from './panel.ts'

const ELEMENTS = {
  'privacy-banner': PrivacyBanner,
  'privacy-panel': PrivacyPanel,
  'privacy-age-question': PrivacyAgeQuestion,
  'privacy-deletion-dialog': PrivacyDeletionDialog,
  'privacy-embed': PrivacyEmbed,
  'privacy-link': PrivacyLink,
  'privacy-leave': PrivacyLeave,
  'privacy-notice': PrivacyNotice,
} as const

/**
 * Defines all elements. A name that is taken already is left as it is, so calling it twice is safe. On a server it does nothing.
 *
 * @example
 * definePrivacyElements()
 * setPrivacyClient(client)
 *
 * @param registry Default: the page's `customElements`.
 */
export function definePrivacyElements(registry: CustomElementRegistry | undefined = globalThis.customElements): void {
  for (const [name, element] of Object.entries(ELEMENTS)) {
    if (registry !== undefined && registry.get(name) === undefined) registry.define(name, element)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'privacy-banner': PrivacyBanner
    'privacy-panel': PrivacyPanel
    'privacy-age-question': PrivacyAgeQuestion
    'privacy-deletion-dialog': PrivacyDeletionDialog
    'privacy-embed': PrivacyEmbed
    'privacy-link': PrivacyLink
    'privacy-leave': PrivacyLeave
    'privacy-notice': PrivacyNotice
  }
}
