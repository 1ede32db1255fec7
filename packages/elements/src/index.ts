/** PrivacyKit's screens as custom elements, for any page and any framework. */
export { PrivacyAgeQuestion } from './age-question.ts'
export { PrivacyBanner } from './banner-element.ts'
export { type PrivacyElementOptions, setPrivacyClient } from './current-client.ts'
export { PrivacyDeletionDialog } from './deletion-dialog.ts'
export type { ElementsClient } from './elements-client.ts'
export { PrivacyEmbed } from './embed.ts'
export type {
  PrivacyAgeDetail,
  PrivacyChoiceDetail,
  PrivacyDeregistrationDetail,
  PrivacyEmbedDetail,
} from './events.ts'
export { setPrivacyStrings } from './language.ts'
export { type LeaveQuestion, PrivacyLeave } from './leave.ts'
export { PrivacyLink } from './link.ts'
export { PrivacyNotice } from './notice.ts'
export { PrivacyPanel } from './panel.ts'
export { definePrivacyElements } from './registry.ts'
export type { FirstStrings, MoreStrings, PrivacyStrings } from './strings.ts'
