/** What the pages of the element tests run: a client, all elements, and a purpose that would reach a third party. */
import { createPrivacyClient } from '@privacykit/client'
import { gateLinks } from '@privacykit/client/links'
import { definePrivacyElements, setPrivacyClient } from '@privacykit/elements'
import { definePolicy } from '@privacykit/policy'

const open = { basis: 'consent', age: 'not-required', ageReason: 'A test page.', noticeRequired: false } as const

const policy = definePolicy({
  app: 'elements',
  version: '1',
  locales: ['en'],
  controller: { name: 'Teras Tea & Clay', country: 'ID', contact: { email: 'privacy@teras.example' } },
  purposes: {
    analytics: {
      ...open,
      title: { en: 'Visit counts' },
      summary: { en: 'Counts visits so that we can fix slow pages.' },
      data: ['user.device.cookie_id'],
      recipients: ['tally'],
      stores: [{ cookie: '_tally', days: 180 }],
    },
    films: {
      ...open,
      title: { en: 'Films from Lantern' },
      summary: { en: 'Plays films that we keep at Lantern.' },
      data: ['user.device.ip_address'],
      recipients: ['lantern'],
    },
    letter: {
      ...open,
      title: { en: 'Letter from the veranda' },
      summary: { en: 'One e-mail a month with new tea.' },
      data: ['user.contact.email'],
      targetedAdvertising: true,
    },
    improvement: {
      ...open,
      basis: 'legitimate-interests',
      title: { en: 'Better products' },
      summary: { en: 'Counts which pots come back broken.' },
      data: ['user.behavior.purchase_history'],
    },
  },
  recipients: {
    tally: { name: 'Tally', role: 'processor', country: 'ID', data: [], hosts: ['stats.example'] },
    lantern: { name: 'Lantern', role: 'controller', country: 'SG', data: [], hosts: ['film.example'] },
  },
  retention: {},
  children: {},
})

const client = createPrivacyClient({ policy })
const { third } = document.documentElement.dataset
client.gate('analytics', () => void fetch(`http://stats.example:${third}/hit`, { mode: 'no-cors' }))

definePrivacyElements()
setPrivacyClient(client)
globalThis.elementClient = client
gateLinks(client, { ask: async (question) => (await document.querySelector('privacy-leave')?.ask(question)) ?? 'stay' })

declare global {
  var elementClient: typeof client
}
