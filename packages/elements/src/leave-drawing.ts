/** Draws the question before leaving. */
import { LEAVE_WORDS } from './leave-words.ts'
import { policyText } from './policy-text.ts'
import type { ShownPurpose } from './port.ts'
import { shortFacts } from './purpose-facts.ts'
import { createSheet } from './sheet.ts'
import { FullDrawing, type View } from './view.ts'

/** What the person is asked about. */
export interface LeaveQuestion {
  readonly host: string
  /** Purposes that the host was declared for. */
  readonly purposes: readonly string[]
}

type Answer = 'once' | 'always' | 'stay'

/** The dialog of one `<privacy-leave>`. */
export class LeaveDrawing extends FullDrawing {
  #root: HTMLElement | undefined
  #settle: (answer: Answer) => void = () => {}

  /** Opens the dialog and waits for the answer. */
  ask(question: LeaveQuestion): Promise<Answer> {
    this.clear()
    const view = this.view()
    if (view === null) return Promise.resolve('stay')
    const words = LEAVE_WORDS[view.wordsLanguage] ?? LEAVE_WORDS.en
    const settle = (answer: Answer) => this.#settle(answer)
    const sheet = createSheet(view, {
      // a host is written from the left in every language
      title: words.title.replace('{host}', `\u2068${question.host}\u2069`),
      close: words.stay,
      onClose: () => settle('stay'),
    })
    const purposes = question.purposes.flatMap((name) => view.client.policy.purposes[name] ?? [])
    sheet.body.append(view.make('p', {}, words.text), ...purposes.map((purpose) => about(view, purpose)))
    const button = (answer: Answer) =>
      view.make(
        'button',
        { class: 'button', attributes: { type: 'button', 'data-action': answer }, on: { click: () => settle(answer) } },
        words[answer],
      )
    sheet.foot.append(button('stay'), button('once'), button('always'))
    this.#root = this.host.makeRoot(view, 'leave-root')
    this.#root.append(sheet.dialog)
    this.host.element.append(this.#root)
    sheet.open()
    return new Promise((resolve) => {
      this.#settle = (answer) => {
        this.#settle = () => {}
        sheet.dialog.close()
        resolve(answer)
      }
    })
  }

  protected override paint(_view: View): void {}

  override clear(): void {
    this.#settle('stay')
    this.#root?.remove()
    this.#root = undefined
  }
}

function about(view: View, purpose: ShownPurpose): HTMLElement {
  const { make } = view
  return make(
    'div',
    { class: 'stack' },
    make('div', { class: 'heading' }, policyText(view, purpose.title)),
    make('div', {}, policyText(view, purpose.summary)),
    make('div', { class: 'muted small' }, shortFacts(view, purpose)),
  )
}
