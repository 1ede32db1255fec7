/** Writes what a browser needs of a policy: its rules without words, and one module of words a language, loaded when asked for. */
import type { PolicyDocument } from '@privacykit/contract'
import { projectHistory } from '@privacykit/policy'
import { startTables } from '@privacykit/policy/start-tables'
import type { History } from './history-file.ts'

export interface GeneratedFile {
  name: string
  text: string
}

export interface ProjectionInput {
  policy: PolicyDocument
  /** With today's version as its last entry. */
  history: History
  /** Where the types come from: the policy's own module, as the projection would import it, and the name of its export. */
  source: { specifier: string; exportName: string }
}

const HEAD = '// Written by `privacykit build`. Changes belong into the policy.\n'

/**
 * `policy.js` with its types, and `texts.<language>.js` for each locale: JavaScript, so that every bundler and Node resolve it alike.
 * Same input, same bytes.
 */
export function projectPolicy({ policy, history, source }: ProjectionInput): GeneratedFile[] {
  return [
    { name: 'policy.js', text: mainModule(policy, history) },
    { name: 'policy.d.ts', text: mainTypes(source) },
    ...policy.locales.map((locale) => ({
      name: `texts.${locale}.js`,
      text: `${HEAD}export const texts = ${literal(textsOf(policy, locale))}\n`,
    })),
  ]
}

function mainModule(policy: PolicyDocument, history: History): string {
  const loaders = policy.locales.map((locale) => `  '${locale}': () => import('./texts.${locale}.js'),`)
  return `${HEAD}
export const policy = ${literal(withoutTexts(policy))}

export const history = ${literal(projectHistory(history))}

export const start = ${JSON.stringify(startTables(history))}

const loaders = {
${loaders.join('\n')}
}

export async function loadTexts(language) {
  const load = Object.hasOwn(loaders, language) ? loaders[language] : loaders['${policy.locales[0]}']
  return (await load()).texts
}
`
}

function mainTypes({ specifier, exportName }: ProjectionInput['source']): string {
  return `${HEAD}import type { HistoryProjection } from '@privacykit/policy'
import type { startTables } from '@privacykit/policy/start-tables'
import type { ${exportName} as source } from '${specifier}'

/** The rules without their words: all that gates and decisions need. Titles, summaries and reasons are empty. */
export declare const policy: typeof source

/** Earlier versions whose grants still hold, by purpose. */
export declare const history: HistoryProjection

/** The answers for a visitor of whom nothing is stored, without and with Global Privacy Control; goes to createPrivacyClient as it is. */
export declare const start: ReturnType<typeof startTables>

/** What a person reads, in one language. A text that is missing there stands in the policy's first language. */
export interface PolicyTexts {
  language: string
  purposes: Record<string, {
    title: string
    summary: string
    /** In the order of the policy. */
    optional?: { category: string; without: string }[]
    stores?: (string | null)[]
  }>
  retention: Record<string, string>
}

/** Loads the words in one language, or in the policy's first one. */
export declare function loadTexts(language: string): Promise<PolicyTexts>
`
}

/** What a person reads about each purpose, recipient and rule, in one language or else the first one. */
function textsOf(policy: PolicyDocument, locale: string): Record<string, unknown> {
  const [fallback = locale] = policy.locales
  const pick = (text: Readonly<Record<string, string>> | undefined) => text?.[locale] ?? text?.[fallback]
  return {
    language: locale,
    purposes: mapValues(policy.purposes, (purpose) => ({
      title: pick(purpose.title),
      summary: pick(purpose.summary),
      optional: purpose.optional?.map(({ category, without }) => ({ category, without: pick(without) })),
      stores: purpose.stores?.map((store) => pick(store.text) ?? null),
    })),
    retention: mapValues(policy.retention, (rule) => pick(rule.reason)),
  }
}

/** Every field that a decision or a scope reads stays; texts become empty, so that it is still a policy. */
function withoutTexts(policy: PolicyDocument): PolicyDocument {
  return {
    ...policy,
    purposes: mapValues(policy.purposes, (purpose) => ({
      ...purpose,
      title: {},
      summary: {},
      ...(purpose.optional && { optional: purpose.optional.map((each) => ({ ...each, without: {} })) }),
      ...(purpose.stores && { stores: purpose.stores.map(({ text: _text, ...store }) => store) }),
    })),
    retention: mapValues(policy.retention, (rule) => ({ ...rule, reason: {} })),
  }
}

function mapValues<T, R>(entries: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]))
}

function literal(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
