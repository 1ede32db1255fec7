/** The first words in English: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** English: what loads with the page. */
export const en: FirstStrings = {
  banner: {
    label: 'Your privacy choice',
    ask: (controller) => [`May ${controller} use data about you for `, '?'],
    calm: 'None of it runs unless you accept. You can change your answer at any time.',
    device: 'For this we use cookies or other storage on your device.',
    accept: 'Accept',
    reject: 'Reject',
    acceptAll: 'Accept all',
    rejectAll: 'Reject all',
    choose: 'Choose',
    signal: ['Your browser asks us not to sell or share your data. We follow it: ', ' stays off.'],
    saved: 'Your answer is saved. You can change it at any time.',
  },
  link: 'Privacy choices',
  failed: 'This could not be loaded. Check your connection and reload the page.',
}
