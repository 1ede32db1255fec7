/** The page that this code runs in. */
import type { Page } from './page.ts'

/** The browser's page, or null on a server. */
export function currentPage(): Page | null {
  return typeof window === 'undefined' ? null : (window as unknown as Page) // as: TypeScript's DOM lists more overloads than this slice names
}
