/** The words of panel, embed, age question and deletion dialog: they load when somebody looks. */
import { firstStrings, loadFirst, more, once } from './language.ts'
import type { MoreStrings, PrivacyStrings } from './strings.ts'

const FILES: Readonly<Record<string, () => Promise<MoreStrings>>> = {
  en: () => import('./languages/en-more.ts').then(({ enMore }) => enMore),
  id: () => import('./languages/id-more.ts').then(({ idMore }) => idMore),
}

/** All words of a language that `servedLanguage` named; undefined until they are loaded. */
export function allStrings(language: string): PrivacyStrings | undefined {
  const [here, rest] = [firstStrings(language), more.get(language)]
  return here === undefined || rest === undefined ? undefined : { ...rest, ...here }
}

/** Loads all words of a language. Where an app gave only the first ones, the others are English. */
export async function loadAll(language: string): Promise<boolean> {
  const [hasFirst, hasMore] = await Promise.all([
    firstStrings(language) !== undefined || loadFirst(language),
    more.has(language) ||
      once(`more ${language}`, async () => {
        const strings = await (FILES[language] ?? FILES.en)?.()
        if (strings !== undefined) more.set(language, strings)
      }),
  ])
  return hasFirst && hasMore
}
