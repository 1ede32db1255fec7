/** The same number with its country's letters before it, as invoices write it: the letters leave chance so little room that it stands by itself. */
import type { IdRule } from '../id-rule.ts'

/** The rule, and the same with `letters` in front: `DE136695976`, `DE 136 695 976`. */
export function withPrefix(letters: string, rule: IdRule): readonly IdRule[] {
  const { valid, written: _, ...rest } = rule
  const size = letters.length
  const prefixed: IdRule = {
    ...rest,
    pattern: new RegExp(`^${letters}(?:${rule.pattern.source.slice(1, -1)})$`),
    lengths: rule.lengths.map((length) => length + size),
    chance: (rule.chance ?? 0.1) / 26 ** size,
    stands: 'always',
  }
  return [rule, valid === undefined ? prefixed : { ...prefixed, valid: (text) => valid(text.slice(size)) }]
}
