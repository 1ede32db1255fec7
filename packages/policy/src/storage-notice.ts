/** The cookies notice of a policy: everything that it keeps on a person's device, said in one of twelve languages. */
import type { DeviceStore } from '@privacykit/contract'
import type { PolicyInput } from './policy.ts'
import { STORAGE_WORDS, type StorageWords } from './storage-words.ts'
import { STORE_KINDS, type StoreKind } from './store-pattern.ts'

/** One thing that is kept on the device. */
export interface StorageItem {
  kind: StoreKind
  /** Name, or pattern in which `*` stands for any characters. */
  name: string
  /** Title of the purpose that keeps it. */
  purpose: string
  /** ePrivacy 5(3): strictly necessary for what the person asked for, so that it needs no consent. */
  necessary: boolean
  /** Days it lives; null: it goes with the session (session storage and cookies), or stays until it is deleted. */
  days: number | null
  /** What it is for; null when the policy says nothing beyond the purpose. */
  text: string | null
}

export interface StorageNoticeOptions {
  /** BCP 47. Texts that the policy lacks in it stand in the policy's first locale. Default: that locale. */
  language?: string
  /** Stores besides those of the purposes, such as `CLIENT_STORES` of `@privacykit/client`, under the title that they are given here. */
  besides?: readonly { title: string; stores: readonly DeviceStore[] }[]
}

/** Lists what the policy keeps on the device, purpose by purpose. A policy that declares nothing gives an empty list. */
export function storageItems(policy: PolicyInput, options: StorageNoticeOptions = {}): StorageItem[] {
  const { language = policy.locales[0] ?? 'en', besides = [] } = options
  const pick = (text: Readonly<Record<string, string>> | undefined) =>
    text?.[language] ?? text?.[policy.locales[0] ?? 'en'] ?? null
  const purposes = Object.entries(policy.purposes).map(([name, { title, stores = [] }]) => ({
    title: pick(title) ?? name,
    stores,
  }))
  return [...besides, ...purposes].flatMap(({ title, stores }) =>
    stores.flatMap((store) =>
      STORE_KINDS.flatMap((kind): StorageItem[] => {
        const name = store[kind]
        if (name === undefined) return []
        const { necessary = false, days = null } = store
        return [{ kind, name, purpose: title, necessary, days, text: pick(store.text) }]
      }),
    ),
  )
}

/** The notice as a Markdown table, with a heading. */
export function storageNoticeMarkdown(policy: PolicyInput, options: StorageNoticeOptions = {}): string {
  const { words, rows } = noticeOf(policy, options)
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`
  const head = [line(words.columns), `|${words.columns.map(() => '---').join('|')}|`]
  const lead = rows.length === 0 ? [words.nothing] : [words.lead, '', ...head, ...rows.map(line)]
  return `${[`# ${words.title}`, '', ...lead].join('\n')}\n`
}

/** The notice as an HTML section, for a page of the app: language and direction set, everything escaped, no style of its own. */
export function storageNoticeHtml(policy: PolicyInput, options: StorageNoticeOptions = {}): string {
  const { words, rows, language } = noticeOf(policy, options)
  const cells = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag.split(' ')[0]}>`).join('')}</tr>`
  const table = `<table>
<thead>${cells('th scope="col"', words.columns)}</thead>
<tbody>
${rows.map((row) => cells('td', row)).join('\n')}
</tbody>
</table>`
  return `<section lang="${escapeHtml(language)}" dir="${words.direction ?? 'ltr'}">
<h2>${escapeHtml(words.title)}</h2>
<p>${escapeHtml(rows.length === 0 ? words.nothing : words.lead)}</p>
${rows.length === 0 ? '' : `${table}\n`}</section>
`
}

function noticeOf(policy: PolicyInput, options: StorageNoticeOptions) {
  const language = options.language ?? policy.locales[0] ?? 'en'
  const words = wordsFor(language)
  const rows = storageItems(policy, options).map((item) => [
    item.name,
    words.kinds[item.kind],
    item.text === null ? item.purpose : `${item.purpose}: ${item.text}`,
    item.necessary ? words.necessary : words.choice,
    lifetimeOf(item, { words, language }),
  ])
  return { language, words, rows }
}

function lifetimeOf(
  { kind, days }: StorageItem,
  { words, language }: { words: StorageWords; language: string },
): string {
  if (days !== null)
    return new Intl.NumberFormat(language, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(days)
  return kind === 'cookie' || kind === 'sessionStorage' ? words.session : words.untilDeleted
}

/** The words of a language or of its base (`pt-BR`: `pt`); English where there are none. */
function wordsFor(language: string): StorageWords {
  const base = language.split('-')[0] ?? ''
  return STORAGE_WORDS[language] ?? STORAGE_WORDS[base] ?? ENGLISH
}

const ENGLISH = STORAGE_WORDS.en as StorageWords // as: the table has English

const escapeMarkdown = (text: string) => text.replace(/[\\|`*_<>[\]]/g, '\\$&').replace(/\s+/g, ' ')

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
