/** Compares what a tool found with the labels: by class, and how much clean text it took. */
import type { Corpus, LabelledText, Span } from './corpus.ts'

/** One class of personal data. */
export interface ClassScore {
  name: string
  labelled: number
  hits: number
  misses: number
  mistakes: number
}

export interface Score {
  /** Structured classes with enough labels: what has a form or a check. */
  structured: readonly ClassScore[]
  /** Of the characters of fully labelled texts that are nobody's, the share that was taken. */
  cleanShare: number
}

/** Classes that a form does not tell: names, places, days, ages. */
const UNSTRUCTURED = new Set(['PERSON', 'ADDRESS', 'ZIP', 'LOCATION', 'ORG', 'DATE', 'TITLE', 'AGE', 'NRP'])
/** Fewer labels say nothing about a class. */
const LABELS_LEAST = 5

/** Collects comparisons, text by text. */
export interface Scorer {
  add(text: LabelledText, found: readonly Span[]): void
  score(): Score
}

export function createScorer({ classOf }: Pick<Corpus, 'classOf'>): Scorer {
  const classes = new Map<string, ClassScore>()
  const clean = { all: 0, taken: 0 }
  const classScore = (type: string) => {
    // numbers of the United States are so common in corpora that they would stand for all others
    const name = type === 'US_SSN' ? type : classOf(type) === 'GOV_ID' ? 'GOV_ID (other)' : classOf(type)
    const known = classes.get(name) ?? { name, labelled: 0, hits: 0, misses: 0, mistakes: 0 }
    classes.set(name, known)
    return known
  }
  const agree = (one: string, other: string) => one === other || one === classOf(other) || classOf(one) === other
  return {
    add(text, found) {
      const used = new Set<Span>()
      for (const label of text.spans) {
        if (label.optional === true) {
          for (const span of found) if (overlap(span, label) > 0) used.add(span)
          continue
        }
        const hit = found.find((span) => !used.has(span) && agree(span.type, label.type) && isHit(span, label))
        const score = classScore(label.type)
        score.labelled++
        if (hit === undefined) score.misses++
        else score.hits++
        if (hit !== undefined) used.add(hit)
      }
      const scope = new Set([...text.scope, ...text.scope.map(classOf)])
      for (const span of found) {
        const isAsked = text.full === true || scope.has(span.type)
        const isNear = text.spans.some((label) => agree(span.type, label.type) && overlap(span, label) > 0)
        if (!used.has(span) && isAsked && !isNear) classScore(span.type).mistakes++
      }
      if (text.full === true) countClean(text, found, clean)
    },
    score: () => ({
      structured: [...classes.values()].filter(
        ({ name, labelled }) => labelled >= LABELS_LEAST && !UNSTRUCTURED.has(name),
      ),
      cleanShare: clean.all === 0 ? 0 : clean.taken / clean.all,
    }),
  }
}

function overlap(one: Span, other: Span): number {
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start))
}

/** At least half of each is the other. */
function isHit(span: Span, label: Span): boolean {
  const common = overlap(span, label)
  return common * 2 >= label.end - label.start && common * 2 >= span.end - span.start
}

function countClean(
  { text, spans }: LabelledText,
  found: readonly Span[],
  clean: { all: number; taken: number },
): void {
  const marks = new Uint8Array(text.length)
  for (const { start, end } of found) marks.fill(1, start, end)
  for (const { start, end } of spans) marks.fill(2, start, end)
  for (const mark of marks) {
    if (mark !== 2) clean.all++
    if (mark === 1) clean.taken++
  }
}

/** Precision, recall and their harmonic mean, 0 to 1; 0 where there is nothing to divide by. */
export function rates({ hits, misses, mistakes }: Pick<ClassScore, 'hits' | 'misses' | 'mistakes'>) {
  const precision = hits === 0 ? 0 : hits / (hits + mistakes)
  const recall = hits === 0 ? 0 : hits / (hits + misses)
  return { precision, recall, f: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

/** Over all spans together (`micro`), and the mean over classes (`macro`). */
export function summary({ structured }: Score): { micro: number; macro: number } {
  const sum = { hits: 0, misses: 0, mistakes: 0 }
  let macro = 0
  for (const score of structured) {
    sum.hits += score.hits
    sum.misses += score.misses
    sum.mistakes += score.mistakes
    macro += rates(score).f
  }
  return { micro: rates(sum).f, macro: structured.length === 0 ? 0 : macro / structured.length }
}
