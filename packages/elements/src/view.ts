/** What panel, embed, age question and deletion dialog draw with: all words, and the styles that only they need. */
import type { FirstView } from './element.ts'
import { allStrings, loadAll } from './language-more.ts'
import type { Drawing, Host } from './lazy-element.ts'
import type { PrivacyStrings } from './strings.ts'
import { adoptStyles } from './style-sheet.ts'
import { MORE } from './styles-more.ts'

/** What they draw with. */
export interface View extends FirstView {
  readonly strings: PrivacyStrings
}

/** Base of the drawings that load later: it waits for the words, and paints when they are there. */
export abstract class FullDrawing<H extends Host = Host> implements Drawing {
  protected readonly host: H

  constructor(host: H) {
    this.host = host
  }

  /** Draws the state of this moment. */
  protected abstract paint(view: View): void

  abstract clear(): void

  draw(first: FirstView): void {
    const view = this.#complete(first)
    if (view !== null) this.paint(view)
    else void this.#paintLater(first)
  }

  /** The element's view with all words; null while there is no client, and until the words are there. */
  protected view(): View | null {
    const first = this.host.view()
    return first === null ? null : this.#complete(first)
  }

  /** Loads the words; false when that fails. */
  async words(): Promise<boolean> {
    const first = this.host.view()
    return first === null || allStrings(first.wordsLanguage) !== undefined || loadAll(first.wordsLanguage)
  }

  #complete(first: FirstView): View | null {
    const strings = allStrings(first.wordsLanguage)
    if (strings === undefined) return null
    adoptStyles(this.host.element, { prefix: first.prefix, name: 'more', text: MORE })
    return { ...first, strings }
  }

  async #paintLater(first: FirstView): Promise<void> {
    const found = await loadAll(first.wordsLanguage)
    if (!this.host.element.isConnected) return
    if (found) this.host.update()
    else this.host.fail(first)
  }
}
