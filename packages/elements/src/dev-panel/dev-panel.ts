/** A panel for developers: what is asked, stored, sent, gated and blocked, and why. Loaded in development only; no product imports it. */
import { createChangeLog } from './changes.ts'
import { sectionsOf } from './content.ts'
import type { DevPanelClient, DevPanelOptions, ShownItem, ShownUndeclared } from './port.ts'
import { createView } from './view.ts'
import { watchGates } from './watch-gates.ts'

export type { DevPanelClient, DevPanelOptions, ReportSource, ShownUndeclared } from './port.ts'

/** The panel, open or not. */
export interface DevPanel {
  /** Stands at the end of the body; the panel is in its shadow root. */
  readonly element: HTMLElement
  /** For the client's `onEvent`: what went wrong becomes an entry among the changes. */
  tell(event: { readonly kind: string }): void
  /** Takes the panel away, and gives the client its own methods back. */
  close(): void
}

/**
 * Opens the panel in a corner of the page. Escape folds it into a button. Call it right after the client was made: gates and buffers are
 * seen from then on. Nothing is stored, and nothing is sent.
 *
 * @example
 * ```ts
 * if (process.env.NODE_ENV !== 'production') {
 *   const { openDevPanel } = await import('@privacykit/elements/dev-panel')
 *   openDevPanel(privacy)
 * }
 * ```
 */
export function openDevPanel(client: DevPanelClient, options: DevPanelOptions = {}): DevPanel {
  const { reports = [], undeclared = async () => [], collapsed = false } = options
  const log = createChangeLog(client)
  let items: readonly ShownItem[] = []
  let found: readonly ShownUndeclared[] = []
  let isDue = false
  let isClosed = false
  const refresh = () => {
    if (isDue || isClosed) return
    isDue = true
    requestAnimationFrame(() => {
      isDue = false
      if (!isClosed) void look()
    })
  }
  const watch = watchGates(client, refresh)
  const view = createView(client.policy, collapsed, refresh)

  function draw(): void {
    const seen = {
      client,
      items,
      gates: watch.list(),
      reports: reports.map((source) => source.report()),
      undeclared: found,
    }
    view.draw(sectionsOf({ ...seen, changes: log.list(), changedAt: log.changedAt }))
  }

  async function look(): Promise<void> {
    log.look()
    draw()
    ;[items, found] = await Promise.all([client.history().catch(() => items), undeclared().catch(() => found)])
    if (!isClosed) draw()
  }

  const stops = [client.subscribe(refresh), ...reports.map((source) => source.onReport(refresh))]
  void look()
  return {
    element: view.element,
    tell(event) {
      log.add(wordsFor(event))
      refresh()
    },
    close() {
      isClosed = true
      watch.end()
      for (const stop of stops) stop()
      view.element.remove()
    },
  }
}

/** The event's own words; errors by their message. */
function wordsFor(event: { readonly kind: string }): string {
  const facts = Object.entries(event).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'kind') return []
    return `${key}: ${value instanceof Error ? value.message : Array.isArray(value) ? value.join(', ') : String(value)}`
  })
  return [event.kind, ...facts].join(' · ')
}
