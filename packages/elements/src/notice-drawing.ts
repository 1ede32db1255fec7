/** Draws the notice beside a field, and notes once that it was in sight. */
import { policyText } from './policy-text.ts'
import type { ShownPurpose } from './port.ts'
import { factList, shortFacts } from './purpose-facts.ts'
import { FullDrawing, type View } from './view.ts'

/** The notice of one `<privacy-notice>`. */
export class NoticeDrawing extends FullDrawing {
  #root: HTMLElement | undefined
  #drawn = ''
  #observer: IntersectionObserver | undefined

  override clear(): void {
    this.#observer?.disconnect()
    this.#root?.remove()
    this.#root = undefined
    this.#drawn = ''
  }

  protected override paint(view: View): void {
    const { policy } = view.client
    const names = (this.host.element.getAttribute('purposes')?.match(/\S+/g) ?? []).filter((name) =>
      Object.hasOwn(policy.purposes, name),
    )
    const key = JSON.stringify([names, policy.version, view.language, view.wordsLanguage, view.prefix])
    if (key === this.#drawn) return
    this.clear()
    this.#drawn = key
    if (names.length === 0) return
    this.#root = this.host.makeRoot(view, 'notice')
    this.#root.append(...names.map((name) => about(view, policy.purposes[name] as ShownPurpose))) // as: hasOwn has checked it
    this.host.element.append(this.#root)
    this.#noteWhenSeen(view, names)
  }

  /** A notice far below the fold, or in a closed part of a form, was not shown to anybody. */
  #noteWhenSeen(view: View, names: readonly string[]): void {
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      seen.disconnect()
      const noticeId = this.host.element.getAttribute('notice-id')
      view.client.noticed?.(names, { language: view.textLanguage, ...(noticeId === null ? {} : { noticeId }) })
    })
    this.#observer = seen
    seen.observe(this.host.element)
  }
}

function about(view: View, purpose: ShownPurpose): HTMLElement {
  const { make } = view
  return make(
    'div',
    { class: 'stack' },
    make(
      'div',
      { class: 'small' },
      make('b', {}, policyText(view, purpose.title)),
      ' ',
      policyText(view, purpose.summary),
    ),
    make('div', { class: 'muted small' }, shortFacts(view, purpose)),
    make('details', { class: 'more' }, make('summary', {}, view.strings.panel.details), factList(view, purpose)),
  )
}
