/** The modal sheet of panel and deletion dialog: a native dialog, so that Escape, the focus trap and the return of focus are the browser's. */
import { icon } from './icon.ts'
import type { View } from './view.ts'

/** Parts of a sheet that its owner fills. */
export interface Sheet {
  readonly dialog: HTMLDialogElement
  readonly title: HTMLHeadingElement
  readonly body: HTMLDivElement
  readonly foot: HTMLDivElement
  /** Shows it; the title takes the focus, so that a screen reader starts there and no answer lies under the finger. */
  open(): void
}

const CROSS = 'M5 5l10 10M15 5L5 15'

/** Makes a closed sheet. `onClose` runs however it was closed. */
export function createSheet(view: View, options: { title: string; close: string; onClose: () => void }): Sheet {
  const { make } = view
  const title = make('h2', { class: 'title', attributes: { tabindex: '-1' } }, options.title)
  title.id = `${view.prefix}-title-${nextId()}`
  const body = make('div', { class: 'content' })
  const foot = make('div', { class: 'foot-row' })
  const dialog = make(
    'dialog',
    {
      class: 'dialog',
      attributes: { 'aria-labelledby': title.id },
      on: {
        close: options.onClose,
        // the dialog itself fills the page around the sheet
        click: (event) => event.target === dialog && dialog.close(),
      },
    },
    make(
      'div',
      { class: 'sheet' },
      make(
        'div',
        { class: 'sheet-head' },
        make('div', { class: 'sheet-title' }, title, closeButton(view, options.close)),
      ),
      make('div', { class: 'sheet-body' }, body),
      make('div', { class: 'sheet-foot' }, foot),
    ),
  )
  const open = () => {
    if (dialog.open) return
    dialog.showModal()
    title.focus()
  }
  return { dialog, title, body, foot, open }
}

function closeButton({ make, prefix }: View, label: string): HTMLButtonElement {
  const button = make('button', {
    class: 'text-button close',
    attributes: { type: 'button', 'aria-label': label, 'data-action': 'close' },
    on: { click: () => button.closest('dialog')?.close() },
  })
  button.append(icon(button.ownerDocument, prefix, CROSS))
  return button
}

let made = 0
/** A number that no other sheet or row of this page has. */
export function nextId(): number {
  made += 1
  return made
}
