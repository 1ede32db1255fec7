/** Reads labelled texts: one JSON record a line, and beside it which type belongs to which class. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** A labelled place; `optional` ones are neither asked for nor counted as mistakes. */
export interface Span {
  start: number
  end: number
  type: string
  optional?: boolean
}

export interface LabelledText {
  id: string
  text: string
  /** Types for which the labels are complete. */
  scope: readonly string[]
  /** Every class is labelled, so that what else is found is a mistake. */
  full?: boolean
  spans: readonly Span[]
}

export interface Corpus {
  texts: readonly LabelledText[]
  /** The class of a type: `US_SSN` is a `GOV_ID`. A type without one is its own class. */
  classOf(type: string): string
}

const OWN = resolve(import.meta.dirname, 'corpus.jsonl')
const SHARED = resolve(import.meta.dirname, '../../../../shared/data/personal-data/corpus/dev.jsonl')

/** The corpus that is measured on when nobody names one: a large one beside the repository where there is one, else our own small one. */
export function defaultCorpus(): string {
  return existsSync(SHARED) ? SHARED : OWN
}

export function readCorpus(file: string): Corpus {
  const texts = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as LabelledText) // as: the format of the file
  const classes = JSON.parse(readFileSync(resolve(dirname(file), 'groups.json'), 'utf8')) as Record<string, string> // as: see above
  return { texts, classOf: (type) => classes[type] ?? type }
}
