/** `<privacy-leave>`: asks before a link leads to somebody whom the person has not agreed to. */
import type { FirstView } from './element.ts'
import { LazyElement } from './lazy-element.ts'
import type { LeaveDrawing, LeaveQuestion } from './leave-drawing.ts'

export type { LeaveQuestion } from './leave-drawing.ts'

/**
 * The question before leaving, for `gateLinks` of `@privacykit/client/links`: it names the host, says what it is for and who gets what, and
 * offers to go this time, to go from now on, or to stay. Escape stays. Attributes: `lang`, `class-prefix`.
 *
 * @example
 * ```ts
 * const leave = document.querySelector('privacy-leave')
 * gateLinks(privacy, { ask: (question) => leave?.ask(question) ?? 'stay' })
 * ```
 */
export class PrivacyLeave extends LazyElement<LeaveDrawing> {
  /** Asks; a second question takes the place of an open one, which then counts as `stay`. Where it cannot be shown, the answer is `stay`. */
  async ask(question: LeaveQuestion): Promise<'once' | 'always' | 'stay'> {
    const drawing = await this.loaded()
    if (drawing === null || !(await drawing.words()) || !this.isConnected) return 'stay'
    return drawing.ask(question)
  }

  protected override load() {
    return import('./leave-drawing.ts').then(({ LeaveDrawing }) => LeaveDrawing)
  }

  /** Choices elsewhere on the page change nothing here. */
  protected override draw(_view: FirstView): void {}
}
