/** Draws the panel: every purpose with its state, the way to change it, and what was said so far. */
import { setText } from './change.ts'
import { createHistory, type HistorySection, type MakeReceipts } from './panel-history.ts'
import type { Answer, ShownPurpose, ShownRecord, ShownState } from './port.ts'
import { createPurposeRow, type PurposeRow } from './purpose-row.ts'
import { answerFor, answersForAll, type PurposeState } from './purpose-state.ts'
import { saveStatus } from './save-status.ts'
import { createSheet, type Sheet } from './sheet.ts'
import { FullDrawing, type View } from './view.ts'

interface Drawn {
  readonly key: string
  readonly root: HTMLElement
  readonly sheet: Sheet
  readonly status: HTMLElement
  readonly rows: readonly PurposeRow[]
  readonly history: HistorySection
}

/** The dialog of one `<privacy-panel>`. */
export class PanelDrawing extends FullDrawing {
  #drawn: Drawn | undefined
  #shown: ShownState = {}
  #wantsOpen = false
  /** What makes receipts of the history; null: nothing does. */
  receipts: MakeReceipts | null = null
  #history: readonly ShownRecord[] = []

  /** Opens it; without a client as soon as there is one. */
  open(): void {
    this.#wantsOpen = true
    this.host.update()
    this.#drawn?.sheet.open()
  }

  /** Closes it; the browser gives the focus back. */
  close(): void {
    this.#wantsOpen = false
    this.#drawn?.sheet.dialog.close()
  }

  /** Whether it is open. */
  get isOpen(): boolean {
    return this.#drawn?.sheet.dialog.open ?? false
  }

  protected override paint(view: View): void {
    // a closed panel costs nothing; it is built when somebody looks
    if (!this.#wantsOpen) return
    const key = [view.client.policy.version, view.language, view.wordsLanguage, view.prefix].join(' ')
    const isNew = this.#drawn?.key !== key
    const drawn = isNew || this.#drawn === undefined ? this.#build(view, key) : this.#drawn
    this.#shown = view.client.shown()
    this.#fill(view, drawn)
    void this.#readHistory(view, drawn)
    // only a new sheet: one that is being closed at this moment stays closed
    if (isNew) drawn.sheet.open()
  }

  override clear(): void {
    this.#drawn?.root.remove()
    this.#drawn = undefined
    this.#history = []
  }

  #fill(view: View, drawn: Drawn): void {
    for (const row of drawn.rows) row.update(this.#history)
    drawn.history.update(this.#history)
    const answered = this.#history.some(({ record }) => record.type === 'choice' || record.type === 'objection')
    setText(drawn.status, saveStatus(view, answered))
  }

  /** The days come a moment later: they lie in a database, and nothing waits for them. */
  async #readHistory(view: View, drawn: Drawn): Promise<void> {
    const history = await view.client.history().catch(() => this.#history)
    if (this.#drawn !== drawn) return
    this.#history = history
    this.#fill(view, drawn)
  }

  #build(view: View, key: string): Drawn {
    this.clear()
    const { make, strings } = view
    const sheet = createSheet(view, {
      title: strings.panel.title,
      close: strings.panel.close,
      onClose: () => {
        this.#wantsOpen = false
        this.#keepFocus()
      },
    })
    const status = make('div', { class: 'status small muted', attributes: { role: 'status' } })
    const rows = Object.entries(view.client.policy.purposes).map(([name, purpose]) =>
      createPurposeRow(view, {
        name,
        purpose,
        onAnswer: (on, state) => this.#answer(view, { name, purpose, on, state }),
      }),
    )
    const history = createHistory(view, { receipts: () => this.receipts })
    sheet.body.append(...this.#groups(view, rows), history.element)
    sheet.foot.append(
      status,
      make(
        'button',
        { class: 'button', attributes: { type: 'button', 'data-action': 'done' }, on: { click: () => this.close() } },
        strings.panel.done,
      ),
    )
    const root = this.host.makeRoot(view, 'panel-root')
    root.append(sheet.dialog)
    this.host.element.append(root)
    const drawn = { key, root, sheet, status, rows, history }
    this.#drawn = drawn
    return drawn
  }

  /** The banner that opened the panel may be answered and gone; the focus then goes where the panel is opened again. */
  #keepFocus(): void {
    const { element } = this.host
    const { activeElement, body } = element.ownerDocument
    // where nothing took the focus back, it stays with what was pressed in the closed dialog until the next frame
    const isLost = activeElement === null || activeElement === body || element.contains(activeElement)
    if (isLost) element.ownerDocument.querySelector<HTMLElement>('privacy-link button')?.focus({ preventScroll: true })
  }

  #groups(view: View, rows: readonly PurposeRow[]): HTMLElement[] {
    const { make, strings, client } = view
    const group = (heading: string, fits: (basis: string) => boolean, tools: HTMLElement | null) => {
      const mine = rows.filter((row) => fits(client.policy.purposes[row.name]?.basis ?? ''))
      if (mine.length === 0) return null
      return make(
        'section',
        { class: 'group' },
        make('h3', { class: 'heading muted' }, heading),
        tools,
        make('div', { class: 'rows' }, ...mine.map((row) => row.element)),
      )
    }
    const own = (basis: string) => basis === 'consent'
    const objectable = (basis: string) => basis === 'legitimate-interests'
    return [
      make('div', {}, strings.panel.intro(client.policy.controller.name)),
      group(strings.panel.yours, own, this.#allButtons(view)),
      group(strings.panel.interests, objectable, null),
      group(strings.panel.always, (basis) => !own(basis) && !objectable(basis), null),
    ].filter((part) => part !== null)
  }

  #allButtons(view: View): HTMLElement {
    const { make, strings } = view
    const button = (text: string, on: boolean) =>
      make(
        'button',
        {
          class: 'button',
          attributes: { type: 'button', 'data-action': on ? 'accept-all' : 'reject-all' },
          on: { click: () => this.#choose(view, answersForAll(view, on)) },
        },
        text,
      )
    return make('div', { class: 'pair' }, button(strings.panel.acceptAll, true), button(strings.panel.rejectAll, false))
  }

  #answer(view: View, given: { name: string; purpose: ShownPurpose; on: boolean; state: PurposeState }): void {
    const { name, on, state } = given
    if (given.purpose.basis === 'legitimate-interests') {
      const objection = on ? 'lifted' : 'objected'
      const { saved } = view.client.object({ purpose: name }, objection, { shown: this.#shown })
      this.host.emit('privacy-choice', { answers: { [name]: objection }, surface: 'panel', saved })
      return
    }
    const answer = answerFor(state.reason, on)
    // the row says beside the switch that a yes goes against the signal, so that this answer is about the signal too
    const overrides = on && state.reason === 'opted-out-by-signal' ? 'gpc' : undefined
    if (answer !== null) this.#choose(view, { [name]: answer }, overrides)
  }

  #choose(view: View, answers: Record<string, Answer>, overrides?: 'gpc'): void {
    if (Object.keys(answers).length === 0) return
    const noticeId = this.host.element.getAttribute('notice-id')
    const { saved } = view.client.choose(answers, {
      surface: 'panel',
      shown: this.#shown,
      language: view.textLanguage,
      // what stands around the purposes; their own words are part of every hash
      text: view.strings.panel.intro(view.client.policy.controller.name),
      ...(noticeId === null ? {} : { noticeId }),
      ...(overrides === undefined ? {} : { overrides }),
    })
    this.host.emit('privacy-choice', { answers, surface: 'panel', saved })
  }
}
