/** Test support: a document whose cookies behave as a browser's do, public suffixes included. Not part of the package's entry. */
import type { Page } from '../page.ts'

const PUBLIC_SUFFIXES = ['uk', 'co.uk', 'com', 'jp', 'co.jp', 'kobe.jp', 'io', 'github.io', 'localhost']

interface Stored {
  name: string
  value: string
  domain: string
  hostOnly: boolean
}

/** The cookie jar of one browser; pages of several hosts share it. `lines` holds every line that was written. */
export function createCookieJar() {
  const jar: Stored[] = []
  const lines: string[] = []

  function write(hostname: string, protocol: string, line: string): void {
    lines.push(line)
    const [pair = '', ...rest] = line.split('; ')
    const attributes = new Map(rest.map((each) => [each.split('=')[0]?.toLowerCase(), each.split('=')[1] ?? '']))
    const given = attributes.get('domain')
    // RFC 6265 5.3: a domain that does not cover the host is refused, and so is a public suffix, unless it is the host itself
    if (given !== undefined && given !== hostname && !hostname.endsWith(`.${given}`)) return
    if (given !== undefined && PUBLIC_SUFFIXES.includes(given)) return
    if (given !== undefined && /^[\d.]+$/.test(hostname)) return
    if (attributes.has('secure') && protocol !== 'https:') return
    const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    const domain = given ?? hostname
    const hostOnly = given === undefined
    const index = jar.findIndex((each) => each.name === name && each.domain === domain && each.hostOnly === hostOnly)
    if (index !== -1) jar.splice(index, 1)
    if (attributes.get('max-age') !== '0') jar.push({ name, value, domain, hostOnly })
  }

  /** A page of that host. */
  function open(hostname: string, protocol = 'https:'): Page {
    const isSeen = ({ domain, hostOnly }: Stored) =>
      domain === hostname || (!hostOnly && hostname.endsWith(`.${domain}`))
    return {
      location: { hostname, pathname: '/', protocol },
      document: {
        get cookie() {
          return jar
            .filter(isSeen)
            .map(({ name, value }) => `${name}=${value}`)
            .join('; ')
        },
        set cookie(line: string) {
          write(hostname, protocol, line)
        },
      },
    }
  }

  return { open, jar, lines }
}
