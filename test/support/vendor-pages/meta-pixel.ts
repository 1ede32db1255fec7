/** A page with the Meta pixel behind a purpose; its script comes from a stand-in, for Meta publishes none. */
import { connectMetaPixel } from '@privacykit/client/meta-pixel'
import { privacy, show } from './site.ts'

const connect = () =>
  connectMetaPixel(privacy, { purpose: 'ads', pixelId: '12345', src: 'http://meta.test/fbevents.js' })

let pixel = connect()
show({
  send: (name) => pixel.trackCustom(name, { size: 1 }),
  sendPast: (name) => (globalThis as { fbq?: (...command: string[]) => void }).fbq?.('trackCustom', name), // as: Meta's global name
  disconnect: () => pixel.disconnect(),
  connect() {
    pixel = connect()
  },
})
