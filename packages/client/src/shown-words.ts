/** Which text a choice was made on, as a hash: what a record of consent proves later. The words themselves are in no record. */
import type { PolicyInput } from '@privacykit/policy'
import { noticeText, textHash } from '@privacykit/policy/text-hash'
import type { ChooseOptions } from './privacy-client.ts'

/** What was on the screen. */
interface Shown {
  policy: PolicyInput
  language: string
  purposes: readonly string[]
}

/** The caller's own hash, else that of `text` with the policy's words about the purposes; nothing where neither was given. */
export function hashOfShown({ text, textHash: given }: ChooseOptions, shown: Shown): { textHash?: string } {
  // callers without types: a hash that is none would make the backend refuse the person's word
  if (/^[\w-]{43}$/.test(given ?? '')) return { textHash: given ?? '' }
  if (typeof text !== 'string') return {}
  // how lines break depends on the window
  const words = text.replaceAll(/\s+/g, ' ').trim()
  return { textHash: textHash(noticeText({ ...shown, strings: { shown: words } })) }
}
