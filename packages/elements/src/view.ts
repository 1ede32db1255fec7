/** What panel, embed, age question and deletion dialog draw with: all words, and the styles that only they need. */
import type { FirstView } from './element.ts'
import { loadMore } from './language-more.ts'
import type { Drawing, Host } from './lazy-element.ts'
import type { PrivacyStrings } from './strings.ts'
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
    return first === null || loadMore(first.wordsLanguage, this.host.words)
  }

  #complete(first: FirstView): View | null {
    const words = this.host.words.get(first.wordsLanguage)
    if (words === undefined) return null
    this.host.adopt({ prefix: first.prefix, name: 'more', text: MORE })
    return { ...first, strings: { ...first.strings, ...words } }
  }

  async #paintLater(first: FirstView): Promise<void> {
    const found = await loadMore(first.wordsLanguage, this.host.words)
    if (!this.host.element.isConnected) return
    if (found) this.host.update()
    else this.host.fail(first)
  }
}
