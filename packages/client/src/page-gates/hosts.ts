/** Which purposes a host was declared for. Addresses are read by the browser's own parser, so that no spelling of a host slips through. */
import { PrivacyError } from '@privacykit/contract/error'
import type { PolicyInput } from '@privacykit/policy'

/** What the policy says about an address that leads away from the page's own host. */
interface Target {
  host: string
  /** Purposes that declared it. Empty: undeclared. */
  purposes: readonly string[]
}

/** Tells an address's target; null for the page's own host, for what is no network address, and for what no browser can read. */
export type HostRules = (address: string) => Target | null

/**
 * Reads the declared hosts: those of the recipients of each purpose, and further ones. `stats.example` is that host, `*.stats.example` all
 * below it; both on every port.
 *
 * @throws PrivacyError `invalid-option` for a host that is none
 */
export function hostRules(
  policy: PolicyInput,
  more: Readonly<Record<string, readonly string[] | undefined>>,
): HostRules {
  const rules: [purpose: string, ending: string][] = []
  const add = (purpose: string, hosts: readonly string[] = []) => {
    for (const host of hosts) rules.push([purpose, endingOf(host)])
  }
  for (const purpose in policy.purposes)
    for (const name of policy.purposes[purpose]?.recipients ?? []) add(purpose, policy.recipients[name]?.hosts)
  for (const purpose in more) add(purpose, more[purpose])

  return (address) => {
    const url = parse(address)
    if (url === null || !/^(http|ws)s?:/.test(url.href) || url.host === location.host) return null
    const name = `//${nameOf(url)}`
    const purposes = rules.filter(([, ending]) => name.endsWith(ending)).map(([purpose]) => purpose)
    return { host: url.host, purposes: [...new Set(purposes)] }
  }
}

/** `//stats.example` for one host, `.stats.example` for all below it. */
function endingOf(host: string): string {
  const [, star, rest] = /^(\*(?=\.))?([^*/?#@\\\s]+)$/.exec(host) ?? []
  const url = rest && parse(star ? `https://x${rest}` : `https://${rest}`)
  if (!url) throw new PrivacyError('invalid-option', `Write \`${host}\` as \`stats.example\` or \`*.stats.example\`.`)
  return star ? nameOf(url).slice(1) : `//${nameOf(url)}`
}

const nameOf = (url: URL): string => url.hostname.replace(/\.$/, '')

function parse(address: string): URL | null {
  try {
    return new URL(address, document.baseURI)
  } catch {
    return null
  }
}
