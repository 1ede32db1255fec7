/** Finds the registrable domain of a page by trying, as only the browser knows the public suffix list. */
import { type Page, readMember } from '../page.ts'

const PROBE = 'privacykit-probe'

/** `['co.uk', 'shop.co.uk', 'www.shop.co.uk']` for `www.shop.co.uk`; empty for addresses and names of one label. */
export function parentDomains(page: Page | null): string[] {
  const { hostname = '' } = readMember(page, 'location') ?? {}
  const labels = hostname.replace(/\.$/, '').split('.')
  const isAddress = hostname.includes(':') || labels.every((label) => /^\d+$/.test(label))
  if (isAddress) return []
  return labels
    .map((_, index) => labels.slice(index).join('.'))
    .slice(0, -1)
    .reverse()
}

/**
 * The shortest domain for which this page may set cookies: browsers refuse public suffixes such as `co.uk`. Null when there is none: an
 * address, `localhost`, blocked cookies. The cookie it tries with is gone when this returns. Never throws.
 */
export function findParentDomain(page: Page | null): string | null {
  const document = readMember(page, 'document')
  if (document === undefined) return null
  try {
    return parentDomains(page).find((domain) => takes(document, domain)) ?? null
  } catch {
    return null // a sandboxed frame has no cookies
  }
}

function takes(document: { cookie: string }, domain: string): boolean {
  const scope = `; Domain=${domain}; Path=/; SameSite=Lax`
  document.cookie = `${PROBE}=1${scope}`
  const isThere = document.cookie.split('; ').includes(`${PROBE}=1`)
  if (isThere) document.cookie = `${PROBE}=; Max-Age=0${scope}`
  return isThere
}
