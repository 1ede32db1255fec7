/** The peers of consent, at the versions that the docs name. */
import type { PeerVersions } from '../peers.ts'

export const CONSENT_PEERS: PeerVersions = {
  c15t: '2.2.1',
  '@c15t/react': '2.2.1',
  'vanilla-cookieconsent': '3.1.0',
  klaro: '0.7.22',
  react: '19.3.1',
  'react-dom': '19.3.1',
}
