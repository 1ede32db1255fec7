/** The keys of a web storage. */
import type { WebStorage } from './page.ts'

/** Collected before anything is removed, because removing renumbers them. `prefix`: how they start. */
export function storedKeys(storage: WebStorage, prefix = ''): string[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
  return keys.filter((key) => key.startsWith(prefix))
}
