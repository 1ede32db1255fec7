/** The first-party cookie that tells the app's own server what a person answered, so that it can render the right page. */

import type { PolicyInput } from '@privacykit/policy'
import { answerCookieName, encodeAnswers, findAnswers, isAnswered } from '@privacykit/policy/answer-cookie'
import { currentPage, type Page, readMember } from '../page.ts'
import type { AnswerCookie, AnswerTable } from '../table.ts'
import { findParentDomain, parentDomains } from './parent-domain.ts'

export type { AnswerCookie, AnswerTable }

const ONE_YEAR_SECONDS = 31_536_000

/** Options of `answerCookie`. */
export interface AnswerCookieOptions<P extends PolicyInput = PolicyInput> {
  policy: P
  /**
   * `host`: this host only. `parent`: every host under the registrable domain (`shop.co.uk` for `www.shop.co.uk`), found by trying. An answer
   * then counts on subdomains that have none of their own; where a person has answered on several, a withdrawal on one reaches the others
   * through their account only, so offer it on each. Every subdomain can set the cookie. Default `host`.
   */
  domain?: 'host' | 'parent'
  /** The slice of `window` that is used. Default: the page; null on a server, where the cookie is neither read nor written. */
  page?: Page | null
}

/**
 * Makes the cookie `<app>-privacy-answers`: per purpose granted, refused or not asked, with the policy's version, the time limit, the region
 * and whether Global Privacy Control was on. No id of a person, device or record is in it. It is written only once the person has said
 * something, with `SameSite=Lax`, `Path=/` and, on https, `Secure`. Browsers that limit cookies set by scripts drop it earlier (Safari: after
 * seven days without a visit). It is a projection for rendering and never proof: whoever can set cookies for the host can write it.
 *
 * @example
 * ```ts
 * const privacy = createPrivacyClient({ policy, cookie: answerCookie({ policy, domain: 'parent' }) })
 * ```
 */
export function answerCookie<const P extends PolicyInput>(options: AnswerCookieOptions<P>): AnswerCookie {
  const { policy, domain = 'host', page = currentPage() } = options
  const name = answerCookieName(policy.app)
  let parent: string | null | undefined

  function set(value: string, attributes: string): void {
    const document = readMember(page, 'document')
    const secure = readMember(page, 'location')?.protocol === 'https:' ? '; Secure' : ''
    if (document !== undefined) document.cookie = `${name}=${value}; Path=/; SameSite=Lax${attributes}${secure}`
  }

  /** Every scope but `kept`: a cookie of an earlier setting would stand beside the new one, and two that differ say nothing. */
  function clear(kept: string | null): void {
    const scopes = ['', ...parentDomains(page).map((each) => `; Domain=${each}`)]
    for (const scope of scopes) if (scope !== kept) set('', `${scope}; Max-Age=0`)
  }

  return {
    read() {
      try {
        return findAnswers(policy, readMember(page, 'document')?.cookie ?? '')
      } catch {
        return null // a sandboxed frame has no cookies
      }
    },
    write(table) {
      try {
        if (table === null || !isAnswered(policy, table)) {
          if (readMember(page, 'document')?.cookie.includes(`${name}=`) === true) clear(null)
          return
        }
        if (parent === undefined) parent = domain === 'parent' ? findParentDomain(page) : null
        const scope = parent === null ? '' : `; Domain=${parent}`
        clear(scope)
        // longer than `until`: what was refused is still refused when a grant has lapsed
        set(encodeAnswers(policy, table), `${scope}; Max-Age=${ONE_YEAR_SECONDS}`)
      } catch {
        // blocked; the choice itself is kept by the client, and the server renders for somebody it does not know
      }
    },
  }
}
