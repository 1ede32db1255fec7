/** What the client itself keeps on the device, declared so that a policy or a notice can list it. */
import type { DeviceStore } from '@privacykit/contract'

/**
 * Everything the client stores for itself, from the first choice on and never before: the choices, the device's secret, the age answer,
 * the receipts; the cookie in which the app's server keeps the same secret, and the one of `answerCookie`, where it is used. Strictly
 * necessary: they carry out what the person asked for (ePrivacy 5(3)). Texts name each in English; add your own languages.
 */
export const CLIENT_STORES = [
  { localStorage: 'privacykit:*', necessary: true, text: { en: 'Remembers your privacy choices on this device.' } },
  { indexedDB: 'privacykit:*', necessary: true, text: { en: 'Keeps the receipts of your privacy choices.' } },
  {
    cookie: '*privacy-device',
    necessary: true,
    days: 365,
    text: { en: 'Lets the server honour your privacy choices.' },
  },
  {
    cookie: '*-privacy-answers',
    necessary: true,
    days: 365,
    text: { en: 'Lets the server draw the page that fits your privacy choices.' },
  },
] as const satisfies readonly DeviceStore[]
