/** `<privacy-panel>`: every purpose with its state, and the way to change it. What it shows loads when it is opened. */
import type { FirstView } from './element.ts'
import { LazyElement } from './lazy-element.ts'
import type { PanelDrawing } from './panel-drawing.ts'
import type { MakeReceipts } from './panel-history.ts'

/**
 * The panel: a dialog with one row per purpose, and what the person has said so far. A purpose that was not answered shows two equal buttons,
 * an answered one a switch; taking a yes back is one press, as giving it was. Escape closes it, and the focus returns to where it was.
 *
 * With `receipts` set to a function, the person can take along what it makes of the history. Attributes: `notice-id`, `lang`, `class-prefix`. Emits `privacy-choice`.
 */
export class PrivacyPanel extends LazyElement<PanelDrawing> {
  #wanted = false
  #receipts: MakeReceipts | null = null

  /** Makes receipts out of the person's history, for a file; null (default): none are offered. */
  get receipts(): MakeReceipts | null {
    return this.#receipts
  }

  set receipts(make: MakeReceipts | null) {
    this.#receipts = make
    if (this.drawing !== null) this.drawing.receipts = make
    this.update()
  }

  /**
   * Opens the panel; without a client as soon as it has one. Never rejects.
   *
   * @returns Whether it could be opened: false when its code or its words could not be loaded, or `close()` came first.
   */
  async open(): Promise<boolean> {
    this.#wanted = true
    const drawing = await this.loaded()
    if (drawing === null || !(await drawing.words()) || !this.#wanted || !this.isConnected) return false
    drawing.receipts = this.#receipts
    drawing.open()
    return true
  }

  /** Closes the panel and gives the focus back. */
  close(): void {
    this.#wanted = false
    this.drawing?.close()
  }

  /** Whether the panel is open. */
  get isOpen(): boolean {
    return this.drawing?.isOpen ?? false
  }

  protected override load() {
    return import('./panel-drawing.ts').then(({ PanelDrawing }) => PanelDrawing)
  }

  /** A panel that nobody opened loads nothing. */
  protected override draw(view: FirstView): void {
    this.drawing?.draw(view)
  }
}
