/** `<privacy-deletion-dialog>`: what goes, what stays, until when it can be undone; then confirm, progress, proof. */
import type { DeletionDrawing } from './deletion-drawing.ts'
import type { FirstView } from './element.ts'
import { LazyElement } from './lazy-element.ts'

/**
 * The deletion dialog. `open()` shows what will happen; nothing happens before the second page, where the person ticks a box and confirms.
 * With `request-id` it opens on the progress of that deletion instead: keep the id from the event, it still works when the account is gone.
 *
 * Attributes: `request-id`, `sign-in-href` (where an old session is renewed), `proofs` (path of the proofs, default `/api/privacy/proofs`),
 * `lang`, `class-prefix`. Emits `privacy-deregistration` with `{ requestId, status, undoUntil }` whenever the status changes.
 */
export class PrivacyDeletionDialog extends LazyElement<DeletionDrawing> {
  /**
   * Opens the dialog and loads what it shows. Never rejects.
   *
   * @returns Whether it could be opened: false without a client, or when its code or its words could not be loaded.
   */
  async open(): Promise<boolean> {
    const drawing = await this.loaded()
    if (drawing === null || !(await drawing.words()) || !this.isConnected) return false
    return drawing.open()
  }

  /** Closes the dialog. A deletion that was confirmed goes on. */
  close(): void {
    this.drawing?.close()
  }

  protected override load() {
    return import('./deletion-drawing.ts').then(({ DeletionDrawing }) => DeletionDrawing)
  }

  /** Choices elsewhere on the page change nothing here. */
  protected override draw(_view: FirstView): void {}
}
