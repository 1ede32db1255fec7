/** Second page of the deletion dialog: the deed itself, behind a box that nobody ticked beforehand. */
import { footButton, type Page } from './deletion-page.ts'
import type { View } from './view.ts'

/** Draws the confirmation. `undo`: how long it can be undone, in words; null: not at all. */
export function confirmPage(
  view: View,
  options: { undo: string | null; onConfirm: () => void; onBack: () => void },
): Page {
  const { make, strings } = view
  const { deletion } = strings
  const confirm = footButton(view, {
    action: 'confirm',
    text: deletion.confirm,
    kind: 'main',
    disabled: true,
    click: options.onConfirm,
  })
  const box = make('input', {
    class: 'checkbox',
    attributes: { type: 'checkbox', 'data-action': 'understand', autocomplete: 'off' },
    on: {
      change: () => {
        confirm.disabled = !box.checked
      },
    },
  })
  return {
    title: deletion.confirmTitle,
    body: [
      make('div', {}, options.undo === null ? deletion.undoNone : deletion.confirmText(options.undo)),
      make('label', { class: 'check' }, box, make('span', {}, deletion.understand)),
    ],
    foot: [footButton(view, { action: 'back', text: deletion.back, click: options.onBack }), confirm],
  }
}
