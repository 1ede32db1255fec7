/** Addresses of Google's scripts. */
import { PrivacyError } from '@privacykit/contract/error'

/** The id, if it is one. Throws `invalid-option`. */
export function requireGoogleId(id: string): string {
  if (/^[A-Z]{1,4}-[A-Za-z0-9-]+$/.test(id)) return id
  throw new PrivacyError('invalid-option', '`id`: use an id as Google shows it, such as G-ABC123 or GTM-ABC123.')
}

/** `src` with the id, and with the data layer's name where it is not the usual one. */
export function googleUrl(src: string, id: string, dataLayer = 'dataLayer'): string {
  const layer = dataLayer === 'dataLayer' ? '' : `&l=${encodeURIComponent(dataLayer)}`
  return `${src}${src.includes('?') ? '&' : '?'}id=${encodeURIComponent(id)}${layer}`
}
