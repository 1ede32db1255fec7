/** What the pages of the deletion dialog have in common. */

import { number } from './format.ts'
import type { View } from './view.ts'

/** One page: a title, its content, and the buttons below. */
export interface Page {
  readonly title: string
  readonly body: readonly Node[]
  readonly foot: readonly Node[]
}

/** A line of a list: what, how many, and a word about it. */
export interface Line {
  readonly what: string
  readonly value: string
  readonly note: string
}

/** A titled list of lines; null without lines. */
export function lineList({ make }: View, heading: string, lines: readonly Line[]): HTMLElement | null {
  if (lines.length === 0) return null
  const title = make('h3', { class: 'heading' }, heading)
  const items = lines.map(({ what, value, note }) =>
    make(
      'div',
      { class: 'item', attributes: { role: 'listitem' } },
      make('div', {}, what),
      make('div', { class: 'muted' }, value),
      note === '' ? null : make('div', { class: 'muted small' }, note),
    ),
  )
  const list = make('div', { class: 'items', attributes: { role: 'list', 'aria-label': heading } }, ...items)
  return make('section', { class: 'group' }, title, list)
}

/** A button of a page's foot. */
export function footButton(
  { make }: View,
  options: { action: string; text: string; kind?: 'main'; disabled?: boolean; click: () => void },
): HTMLButtonElement {
  const { action, text, kind, disabled, click } = options
  return make(
    'button',
    {
      class: 'button',
      attributes: { type: 'button', 'data-action': action, 'data-kind': kind, disabled },
      on: { click },
    },
    text,
  )
}

/** A count in the reader's digits. */
export function countText(view: View, count: number): string {
  return number(count, view.locale)
}
