/** First page of the deletion dialog: what goes, what stays and why, until when it can be undone. Nothing happens here. */
import { countText, footButton, type Line, lineList, type Page } from './deletion-page.ts'
import { day, duration } from './format.ts'
import type { ShownPreview } from './port.ts'
import type { View } from './view.ts'

/** Draws a preview. */
export function previewPage(
  view: View,
  options: { preview: ShownPreview; onNext: () => void; onKeep: () => void },
): Page {
  const { make, strings } = view
  const { deletion } = strings
  const { items, undoDays } = options.preview
  const linesOf = (fate: string) => items.filter((item) => item.fate === fate).map((item) => lineFor(view, item))
  const undo = undoDays > 0 ? deletion.undoFor(duration(undoDays, view.locale)) : deletion.undoNone
  const lists = [
    lineList(view, deletion.goes, linesOf('erased')),
    lineList(view, deletion.elsewhere, linesOf('external')),
    lineList(view, deletion.stays, linesOf('retained')),
  ].filter((list) => list !== null)
  return {
    title: deletion.title,
    body: [
      make('div', { class: 'fates' }, ...(lists.length === 0 ? [make('div', {}, deletion.nothing)] : lists)),
      make('div', { class: 'note' }, make('div', {}, undo)),
    ],
    foot: [
      footButton(view, { action: 'keep', text: deletion.keep, click: options.onKeep }),
      footButton(view, { action: 'next', text: deletion.next, click: options.onNext }),
    ],
  }
}

function lineFor(view: View, item: ShownPreview['items'][number]): Line {
  const value = countText(view, item.count)
  if (item.fate !== 'retained') return { what: item.what, value, note: '' }
  return { what: item.what, value, note: keptNote(view, item.rule ?? '', item.until ?? null) }
}

/** Why something stays, and until when, in the words of the policy's rule. */
export function keptNote(view: View, rule: string, until: string | null): string {
  const { deletion } = view.strings
  const retention = view.client.policy.retention[rule]
  const when = until === null ? deletion.noDate : deletion.until(day(until, view.locale))
  const why = retention === undefined ? '' : view.text(retention.reason)
  return deletion.keptWhy(when, [why, retention?.law ?? ''].filter((part) => part !== '').join(' '))
}
