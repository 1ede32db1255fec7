/** Draws the deletion dialog: its pages, its polling, and the way between them. */
import { confirmPage } from './deletion-confirm.ts'
import type { Page } from './deletion-page.ts'
import { previewPage } from './deletion-preview.ts'
import { finalPhase, progressPage } from './deletion-progress.ts'
import { errorPage, loadingPage } from './deletion-wait.ts'
import { duration } from './format.ts'
import type { ShownDeregistration, ShownPreview } from './port.ts'
import { createSheet, type Sheet } from './sheet.ts'
import { FullDrawing, type View } from './view.ts'

type Stage =
  | { at: 'loading' }
  | { at: 'preview'; preview: ShownPreview }
  | { at: 'confirm'; preview: ShownPreview }
  | { at: 'progress'; status: ShownDeregistration; preview: ShownPreview | null; failed: string | null }
  | { at: 'error'; code: string; retry: () => void }

const POLL_MS = 2000
const POLL_SLOWLY_MS = 15_000

/** The dialog of one `<privacy-deletion-dialog>`. */
export class DeletionDrawing extends FullDrawing {
  #sheet: Sheet | undefined
  #root: HTMLElement | undefined
  #stage: Stage = { at: 'loading' }
  #timer: ReturnType<typeof setTimeout> | undefined
  #lastStatus = ''

  /** Opens the dialog and asks for what it shows; false without a client. */
  open(): boolean {
    const view = this.view()
    if (view === null) return false
    this.clear()
    this.#sheet = createSheet(view, {
      title: view.strings.deletion.title,
      close: view.strings.deletion.close,
      onClose: () => this.#stop(),
    })
    this.#root = this.host.makeRoot(view, 'deletion-root')
    this.#root.append(this.#sheet.dialog)
    this.host.element.append(this.#root)
    const requestId = this.host.element.getAttribute('request-id')
    if (requestId === null || requestId === '') void this.#loadPreview()
    else void this.#follow(requestId)
    this.#sheet.open()
    return true
  }

  /** Closes the dialog. A deletion that was confirmed goes on. */
  close(): void {
    this.#sheet?.dialog.close()
  }

  /** The dialog draws itself when it is opened. */
  protected override paint(_view: View): void {}

  override clear(): void {
    this.#stop()
    this.#root?.remove()
    this.#root = undefined
    this.#sheet = undefined
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #loadPreview(): Promise<void> {
    this.#show({ at: 'loading' })
    await this.#attempt(
      async (view) => this.#show({ at: 'preview', preview: await view.client.account.preview() }),
      () => void this.#loadPreview(),
    )
  }

  async #confirm(preview: ShownPreview): Promise<void> {
    this.#show({ at: 'loading' })
    await this.#attempt(
      async (view) => this.#took(await view.client.account.deregister(), preview),
      () => this.#show({ at: 'confirm', preview }),
    )
  }

  async #follow(requestId: string): Promise<void> {
    this.#show({ at: 'loading' })
    await this.#attempt(
      async (view) => this.#took(await view.client.account.status(requestId), null),
      () => void this.#follow(requestId),
    )
  }

  async #undo(requestId: string, preview: ShownPreview | null): Promise<void> {
    this.#stop()
    const view = this.view()
    if (view === null) return
    try {
      this.#took(await view.client.account.cancel(requestId), preview)
    } catch (error) {
      if (this.#stage.at !== 'progress') return
      this.#show({ ...this.#stage, failed: codeOf(error) })
      this.#pollLater(this.#stage.status, preview)
    }
  }

  /** Runs a call for the sheet that is open now; a late answer for a closed one is dropped. */
  async #attempt(work: (view: View) => Promise<void>, retry: () => void): Promise<void> {
    const view = this.view()
    const sheet = this.#sheet
    if (view === null || sheet === undefined) return
    try {
      await work(view)
    } catch (error) {
      if (this.#sheet === sheet) this.#show({ at: 'error', code: codeOf(error), retry })
    }
  }

  #took(status: ShownDeregistration, preview: ShownPreview | null): void {
    this.host.element.setAttribute('request-id', status.requestId)
    this.#show({ at: 'progress', status, preview, failed: null })
    if (status.status !== this.#lastStatus) {
      this.#lastStatus = status.status
      const { requestId, undoUntil } = status
      this.host.emit('privacy-deregistration', { requestId, status: status.status, undoUntil })
    }
    this.#pollLater(status, preview)
  }

  #pollLater(status: ShownDeregistration, preview: ShownPreview | null): void {
    this.#stop()
    if (finalPhase(status) || this.#sheet?.dialog.open !== true) return
    const pause = status.status === 'scheduled' || status.status === 'confirming' ? POLL_SLOWLY_MS : POLL_MS
    const untilUndoEnds = Date.parse(status.undoUntil) - Date.now()
    const wait = untilUndoEnds > 0 ? Math.min(pause, Math.max(untilUndoEnds, 1000)) : Math.min(pause, 5000)
    this.#timer = setTimeout(() => void this.#poll(status, preview), wait)
  }

  /** A poll that fails leaves what is shown: the deletion itself does not depend on this page. */
  async #poll(status: ShownDeregistration, preview: ShownPreview | null): Promise<void> {
    const view = this.view()
    if (view === null || this.#sheet?.dialog.open !== true) return
    const next = await view.client.account.status(status.requestId).catch(() => null)
    if (this.#timer === undefined) return
    if (next === null) this.#pollLater(status, preview)
    else this.#took(next, preview)
  }

  #show(stage: Stage): void {
    const view = this.view()
    const sheet = this.#sheet
    if (view === null || sheet === undefined) return
    const before = this.#stage
    this.#stage = stage
    const page = this.#page(view, stage)
    const focused = sheet.dialog.contains(this.host.element.ownerDocument.activeElement)
      ? this.host.element.ownerDocument.activeElement?.getAttribute('data-action')
      : undefined
    sheet.title.textContent = page.title
    sheet.body.replaceChildren(...page.body)
    sheet.foot.replaceChildren(...page.foot)
    if (!sheet.dialog.open) return
    // a new page starts at its title; the same page, drawn again, keeps the focus
    const same = focused ? sheet.dialog.querySelector<HTMLElement>(`[data-action="${focused}"]`) : null
    if (before.at === stage.at && focused !== undefined && same !== null) same.focus()
    else if (before.at !== stage.at || focused !== undefined) sheet.title.focus()
  }

  #page(view: View, stage: Stage): Page {
    const close = () => this.close()
    if (stage.at === 'loading') return loadingPage(view)
    if (stage.at === 'preview') {
      const { preview } = stage
      return previewPage(view, { preview, onNext: () => this.#show({ at: 'confirm', preview }), onKeep: close })
    }
    if (stage.at === 'confirm') {
      const { preview } = stage
      return confirmPage(view, {
        undo: preview.undoDays > 0 ? duration(preview.undoDays, view.locale) : null,
        onConfirm: () => void this.#confirm(preview),
        onBack: () => this.#show({ at: 'preview', preview }),
      })
    }
    if (stage.at === 'error')
      return errorPage(view, {
        code: stage.code,
        signIn: this.host.element.getAttribute('sign-in-href'),
        onRetry: stage.retry,
        onClose: close,
      })
    const { status, preview, failed } = stage
    return progressPage(view, {
      status,
      preview,
      failed,
      proofs: this.host.element.getAttribute('proofs') ?? '/api/privacy/proofs',
      onUndo: () => void this.#undo(status.requestId, preview),
      onClose: close,
    })
  }
}

/** The closed list's code, or `other` for what is no PrivacyError (a lost connection, a bug). */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'other'
}
