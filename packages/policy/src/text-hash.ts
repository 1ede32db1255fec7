/** The text of a question as it was shown, in one form for everybody, and its hash: what a record of consent proves (GDPR 7(1)). */
import { findPurpose, type PolicyInput } from './policy.ts'
import { sha256 } from './sha256.ts'

/** What was on the screen. */
export interface ShownText {
  /** The version whose words were shown. */
  readonly policy: PolicyInput
  /** Language of the words; a text that the policy lacks in it stands in the policy's first language, as it was shown. */
  readonly language: string
  /** The purposes that were asked about, in any order. */
  readonly purposes: readonly string[]
  /** The words around them, by name: heading, buttons, explanations. Their order does not matter. Default none. */
  readonly strings?: Readonly<Record<string, string>>
}

/**
 * The text as JSON (RFC 8785 order of keys, Unicode NFC): version, language, the surface's words, and per purpose title, summary, days until it
 * lapses, and names of the recipients. Keep it, or make it again from the published version, to show what a `textHash` stands for. Purposes
 * that the policy does not have are left out.
 *
 * @example
 * ```ts
 * const text = noticeText({ policy, language: 'en', purposes: ['analytics'], strings: { heading: 'Your choice' } })
 * textHash(text) // 43 characters
 * ```
 */
export function noticeText({ policy, language, purposes, strings = {} }: ShownText): string {
  const asked = purposes.flatMap((name) => {
    const purpose = findPurpose(policy, name)
    if (purpose === null) return []
    const recipients = (purpose.recipients ?? []).map((each) =>
      Object.hasOwn(policy.recipients, each) ? (policy.recipients[each]?.name ?? each) : each,
    )
    const words = {
      title: textIn(policy, purpose.title, language),
      summary: textIn(policy, purpose.summary, language),
      ...(purpose.expiresDays === undefined ? {} : { expiresDays: purpose.expiresDays }),
      ...(recipients.length === 0 ? {} : { recipients }),
    }
    return [[name, words] as const]
  })
  const { app, version } = policy
  return JSON.stringify(inOrder({ app, version, language, purposes: Object.fromEntries(asked), strings })).normalize()
}

/** SHA-256 of a text's UTF-8 bytes as base64url without padding, 43 characters: the `textHash` of a choice. Synchronous; works without TLS. */
export function textHash(text: string): string {
  const digest = sha256(new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

type Texts = PolicyInput['purposes'][string]['title']

/** As the elements choose it: the exact tag, then the same language, then the policy's first. */
function textIn({ locales }: PolicyInput, text: Texts, language: string): string {
  const tags = Object.keys(text)
  const base = (tag: string) => tag.toLowerCase().split('-')[0]
  const found =
    tags.find((tag) => tag.toLowerCase() === language.toLowerCase()) ??
    tags.find((tag) => tag.toLowerCase() === base(language)) ??
    tags.find((tag) => base(tag) === base(language)) ??
    locales[0] ??
    ''
  return text[found] ?? Object.values(text)[0] ?? ''
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, member]) => [key, inOrder(member)]))
}
