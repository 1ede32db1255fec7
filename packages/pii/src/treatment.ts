/** Settles what happens to a value that carries several tags, and does it. */
import { GONE, type Strategy, type StrategyContext, type Treatment } from './redaction.ts'
import type { Tag } from './tag.ts'

/** A treatment, and the tag that asked for it. */
export interface Verdict {
  treatment: Treatment
  /** Null only when the value is kept. */
  tag: Tag | null
}

/** Remove beats mask, mask beats a strategy, a strategy beats keep; two different strategies cannot both be right, so mask. */
export function settle(tags: readonly Tag[], treatmentOf: (tag: Tag) => Treatment): Verdict {
  let verdict: Verdict = { treatment: 'keep', tag: null }
  for (const tag of tags) {
    const treatment = treatmentOf(tag)
    if (rank(treatment) > rank(verdict.treatment)) verdict = { treatment, tag }
    else if (
      rank(treatment) === TRANSFORMS &&
      treatment !== verdict.treatment &&
      rank(verdict.treatment) === TRANSFORMS
    )
      verdict = { treatment: 'mask', tag: verdict.tag }
  }
  return verdict
}

const TRANSFORMS = 1

function rank(treatment: Treatment): number {
  switch (treatment) {
    case 'keep':
      return 0
    case 'mask':
      return 2
    case 'remove':
      return 3
    default:
      return TRANSFORMS
  }
}

/** What is written instead; `GONE` for `remove`. Throws what a strategy throws. */
export function treat(value: unknown, treatment: Exclude<Treatment, 'keep'>, context: StrategyContext): unknown {
  if (treatment === 'remove') return GONE
  const after = treatment === 'mask' ? undefined : apply(treatment, value, context)
  return after === undefined ? maskOf(context.category) : after
}

function apply(strategy: Strategy, value: unknown, context: StrategyContext): unknown {
  const after = strategy.apply(value, context)
  // a strategy that hands the value back has done nothing
  return after === value && typeof value === 'object' ? undefined : after
}

export function maskOf(category: string): string {
  return `[${category}]`
}
