/** The words of panel, embed, age question and deletion dialog: they load when somebody looks. */
import { MORE_FILES } from './language-files.ts'
import type { MoreStrings } from './strings.ts'

/**
 * Loads the other words of a language into `known`. Where an app gave only the first ones, the others are English. Resolves with whether
 * they are there now.
 */
export async function loadMore(language: string, known: Map<string, MoreStrings>): Promise<boolean> {
  if (known.has(language)) return true
  try {
    const strings = await (MORE_FILES[language] ?? MORE_FILES.en)?.()
    if (strings !== undefined) known.set(language, strings)
    return known.has(language)
  } catch {
    return false
  }
}
