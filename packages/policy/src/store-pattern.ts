/** Names and `*` patterns of what lies on a person's device. */

/** The kinds of device storage that a policy can declare. */
export const STORE_KINDS = ['cookie', 'localStorage', 'sessionStorage', 'indexedDB'] as const
/** A kind of storage on the device. */
export type StoreKind = (typeof STORE_KINDS)[number]

/** True when `name` fits `pattern`, in which each `*` stands for any characters, none included. Linear in both. */
export function matchesPattern(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return pattern === name
  const last = rest.pop() ?? ''
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false
  let from = first.length
  for (const part of rest) {
    const found = name.indexOf(part, from)
    if (found === -1) return false
    from = found + part.length
  }
  return from <= name.length - last.length
}

/** True when every name that fits `narrow` fits `wide`. */
export function patternCovers(wide: string, narrow: string): boolean {
  // literal parts of `wide` hold no star, so a star of `narrow` can only be matched by a star of `wide`, which takes anything
  return matchesPattern(wide, narrow)
}
