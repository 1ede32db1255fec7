/** The words of panel, embed, age question and deletion dialog: they load when somebody looks. */
import type { MoreStrings } from './strings.ts'

const FILES: Readonly<Record<string, () => Promise<MoreStrings>>> = {
  en: () => import('./languages/en-more.ts').then(({ enMore }) => enMore),
  ar: () => import('./languages/ar-more.ts').then(({ arMore }) => arMore),
  de: () => import('./languages/de-more.ts').then(({ deMore }) => deMore),
  es: () => import('./languages/es-more.ts').then(({ esMore }) => esMore),
  fr: () => import('./languages/fr-more.ts').then(({ frMore }) => frMore),
  id: () => import('./languages/id-more.ts').then(({ idMore }) => idMore),
  it: () => import('./languages/it-more.ts').then(({ itMore }) => itMore),
  ja: () => import('./languages/ja-more.ts').then(({ jaMore }) => jaMore),
  nl: () => import('./languages/nl-more.ts').then(({ nlMore }) => nlMore),
  pl: () => import('./languages/pl-more.ts').then(({ plMore }) => plMore),
  pt: () => import('./languages/pt-more.ts').then(({ ptMore }) => ptMore),
  zh: () => import('./languages/zh-more.ts').then(({ zhMore }) => zhMore),
}

/**
 * Loads the other words of a language into `known`. Where an app gave only the first ones, the others are English. Resolves with whether
 * they are there now; the next call after a failure tries again.
 */
export async function loadMore(language: string, known: Map<string, MoreStrings>): Promise<boolean> {
  if (known.has(language)) return true
  try {
    const strings = await (FILES[language] ?? FILES.en)?.()
    if (strings !== undefined) known.set(language, strings)
    return known.has(language)
  } catch {
    return false
  }
}
