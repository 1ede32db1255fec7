/** Last page of the deletion dialog: what is done, what still runs, and the way back while there is one. */
import { countText, footButton, type Line, lineList, type Page } from './deletion-page.ts'
import { keptNote } from './deletion-preview.ts'
import { dayAndTime } from './format.ts'
import type { ShownDeregistration, ShownPreview, ShownStep } from './port.ts'
import type { View } from './view.ts'

/** What the page draws, and what its buttons do. */
export interface ProgressOptions {
  status: ShownDeregistration
  /** Gives the parts their names; null after a reload, when it can no longer be asked for. */
  preview: ShownPreview | null
  /** Code of an undo that failed; null when none did. */
  failed: string | null
  /** Path under which proofs are read. */
  proofs: string
  onUndo: () => void
  onClose: () => void
}

/** True when nothing will change any more. */
export function finalPhase({ status }: ShownDeregistration): boolean {
  return status === 'completed' || status === 'withdrawn'
}

/** Draws the status of a deletion. */
export function progressPage(view: View, options: ProgressOptions): Page {
  const { make, strings } = view
  const { deletion } = strings
  const { status, failed } = options
  const mayUndo = status.status === 'scheduled'
  const text = mayUndo ? deletion.scheduled(dayAndTime(status.undoUntil, view.locale)) : deletion.status[status.status]
  const showsSteps = !mayUndo && status.status !== 'withdrawn'
  const body = [
    make('div', { attributes: { role: 'status' } }, text ?? ''),
    failed === null
      ? null
      : make(
          'div',
          { class: 'note', attributes: { role: 'alert', 'data-kind': 'alert' } },
          make('div', {}, deletion.errors[failed] ?? deletion.errors.other),
        ),
    showsSteps ? bar(view, status.steps) : null,
    showsSteps ? lineList(view, deletion.parts, partLines(view, options)) : null,
    proofLink(view, options),
  ]
  return {
    title: finalPhase(status) ? deletion.title : mayUndo ? deletion.requested : deletion.running,
    body: body.filter((part) => part !== null),
    foot: [
      mayUndo ? footButton(view, { action: 'undo', text: deletion.undo, click: options.onUndo }) : null,
      footButton(view, { action: 'close-progress', text: deletion.close, click: options.onClose }),
    ].filter((part) => part !== null),
  }
}

function bar(view: View, steps: readonly ShownStep[]): HTMLElement {
  const { make, strings } = view
  const done = steps.filter((step) => step.status === 'done').length
  const label = strings.deletion.progress(countText(view, done), countText(view, steps.length))
  return make(
    'div',
    { class: 'group' },
    make('progress', {
      class: 'progress',
      attributes: { max: String(Math.max(steps.length, 1)), value: String(done), 'aria-label': label },
    }),
    make('div', { class: 'muted small' }, label),
  )
}

/** One line per hook: a person thinks in "orders" and "payments", not in steps. */
function partLines(view: View, { status, preview }: ProgressOptions): Line[] {
  const hooks = [...new Set(status.steps.map((step) => step.hook))]
  return hooks.map((hook) => {
    const steps = status.steps.filter((step) => step.hook === hook)
    const erase = steps.find((step) => step.kind === 'erase')
    const retained = erase?.retained ?? []
    return {
      what: nameOf(hook, preview),
      value: view.strings.deletion.step[phaseOf(steps)],
      note: retained
        .map((kept) =>
          view.strings.deletion.kept(kept.count, countText(view, kept.count), keptNote(view, kept.rule, kept.until)),
        )
        .join(' '),
    }
  })
}

function nameOf(hook: string, preview: ShownPreview | null): string {
  const names = new Set(preview?.items.filter((item) => item.hook === hook).map((item) => item.what))
  return names.size === 0 ? hook : [...names].join(', ')
}

type Phase = keyof View['strings']['deletion']['step']

function phaseOf(steps: readonly ShownStep[]): Phase {
  const has = (status: ShownStep['status']) => steps.some((step) => step.status === status)
  const done = (kind: ShownStep['kind']) => steps.some((step) => step.kind === kind && step.status === 'done')
  if (has('failed')) return 'failed'
  if (has('waiting')) return 'waiting'
  if (has('leased')) return 'running'
  if (done('verify')) return 'verified'
  return done('erase') ? 'erased' : 'pending'
}

function proofLink({ make, strings }: View, { status, proofs }: ProgressOptions): HTMLElement | null {
  const id = status.finalProofId ?? status.interimProofId
  if (id === null) return null
  const text = status.finalProofId === null ? strings.deletion.interimProof : strings.deletion.proof
  const href = `${proofs}/${encodeURIComponent(id)}`
  return make('div', {}, make('a', { class: 'link', attributes: { href, 'data-action': 'proof' } }, text))
}
