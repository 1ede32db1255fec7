/** `<privacy-embed>`: keeps foreign content away until its purpose is allowed, and says in its place what it would do. */
import { PrivacyElement, type View } from './element.ts'
import { policyText } from './policy-text.ts'
import type { Answer, ShownPurpose, ShownState } from './port.ts'
import { shortFacts } from './purpose-facts.ts'
import { answerFor, purposeState } from './purpose-state.ts'

/**
 * A placeholder for content that comes from somebody else. Put the content into a `<template>` inside: nothing of it is loaded while the purpose
 * is closed, and it goes again when the purpose closes.
 *
 * Attributes: `purpose` (required), `notice-id`, `lang`, `class-prefix`. Emits `privacy-choice`.
 *
 * @example
 * <privacy-embed purpose="film"><template><iframe src="https://player.example/42" title="At the wheel"></iframe></template></privacy-embed>
 */
export class PrivacyEmbed extends PrivacyElement {
  static override get observedAttributes(): string[] {
    return [...PrivacyElement.observedAttributes, 'purpose']
  }

  #drawn = ''
  #shown: ShownState = {}
  #added: Element[] = []

  protected override draw(view: View): void {
    const name = this.getAttribute('purpose') ?? ''
    const purpose = view.client.policy.purposes[name]
    // a purpose that the policy does not have stays closed, and there is nothing to say about it
    if (purpose === undefined) {
      this.clear()
      return
    }
    const state = purposeState(view, { name, purpose, history: [] })
    this.#shown = view.client.shown()
    const key = JSON.stringify([name, state, view.language, view.prefix])
    if (key === this.#drawn) return
    const hadFocus = this.contains(this.ownerDocument.activeElement)
    this.clear()
    this.#drawn = key
    this.#added = state.on ? this.#content() : [this.#placeholder(view, { name, purpose })]
    this.append(...this.#added)
    if (hadFocus) focusFirst(this.#added)
  }

  /** The template stays: it is the host's. */
  protected override clear(): void {
    for (const element of this.#added.splice(0)) element.remove()
    this.#drawn = ''
  }

  #content(): Element[] {
    const template = this.querySelector<HTMLTemplateElement>(':scope > template')
    const copy = template === null ? null : this.ownerDocument.importNode(template.content, true)
    return copy === null ? [] : [...copy.children]
  }

  #placeholder(view: View, { name, purpose }: { name: string; purpose: ShownPurpose }): HTMLElement {
    const { make, strings } = view
    const { control, reason, text } = purposeState(view, { name, purpose, history: [] })
    const button = (label: string, on: boolean) =>
      make(
        'button',
        {
          class: 'button',
          attributes: { type: 'button', 'data-action': on ? 'allow' : 'refuse' },
          on: { click: () => this.#answer(view, name, answerFor(reason, on)) },
        },
        label,
      )
    const allow = button(strings.panel.allow, true)
    const answers = {
      pair: () => make('div', { class: 'pair' }, allow, button(strings.panel.refuse, false)),
      switch: () => allow,
      locked: () => null,
      none: () => null,
    }[control]()
    const root = this.makeRoot(view, 'embed')
    root.append(
      make(
        'div',
        { class: 'embed-inner' },
        make('div', { class: 'heading' }, policyText(view, purpose.title)),
        make('div', {}, policyText(view, purpose.summary)),
        make('div', { class: 'muted small' }, shortFacts(view, purpose)),
        make('div', { class: 'small', attributes: { role: 'status' } }, text),
        answers === null ? null : make('div', { class: 'embed-answer' }, answers),
      ),
    )
    return root
  }

  #answer(view: View, name: string, answer: Answer | null): void {
    if (answer === null) return
    const noticeId = this.getAttribute('notice-id')
    // the placeholder says it when a signal keeps it off, so that a yes here is about the signal too
    const isOverride = answer === 'granted' && view.client.decide(name).reason === 'opted-out-by-signal'
    const answers = { [name]: answer }
    const { saved } = view.client.choose(answers, {
      surface: 'embed',
      shown: this.#shown,
      language: view.textLanguage,
      ...(noticeId === null ? {} : { noticeId }),
      ...(isOverride ? { overrides: 'gpc' } : {}),
    })
    this.emit('privacy-choice', { answers, surface: 'embed', saved })
  }
}

/** The button that had the focus is gone; what took its place takes the focus too. */
function focusFirst(elements: readonly Element[]): void {
  const [first] = elements
  if (!(first instanceof HTMLElement)) return
  const target = first.matches('a, button, iframe, input, video') ? first : first.querySelector<HTMLElement>('button')
  target?.focus()
}
