/** Draws what stands in the place of an embed's content, and the line under it once it is there. */
import { facts } from './format.ts'
import type { Host } from './lazy-element.ts'
import { policyText } from './policy-text.ts'
import type { ShownPurpose, ShownState } from './port.ts'
import { categoryLabel, keptFor, recipientNames } from './purpose-facts.ts'
import { answerFor, type PurposeState, purposeState } from './purpose-state.ts'
import { FullDrawing, type View } from './view.ts'

/** What the drawing may do to the embed. */
export interface EmbedHost extends Host {
  /** Where to draw; null while the embed has nothing to show. Another one after each opening and closing. */
  slot(): HTMLElement | null
  /** Whether the content was loaded once, and nothing new was said about the purpose since. */
  isOnce(view: View, purpose: string): boolean
  setOnce(view: View, purpose: string, on: boolean): void
}

interface Shown {
  readonly name: string
  readonly purpose: ShownPurpose
  readonly state: PurposeState
}

/** The placeholder of one `<privacy-embed>`. */
export class EmbedDrawing extends FullDrawing<EmbedHost> {
  #drawn = ''
  #slot: HTMLElement | null = null
  #shown: ShownState = {}

  override clear(): void {
    this.#slot = null
    this.#drawn = ''
  }

  protected override paint(view: View): void {
    const name = this.host.element.getAttribute('purpose') ?? ''
    const purpose = view.client.policy.purposes[name]
    const slot = this.host.slot()
    if (purpose === undefined || slot === null) return
    const state = purposeState(view, { name, purpose, history: [] })
    const isOnce = this.host.isOnce(view, name)
    this.#shown = view.client.shown()
    const key = JSON.stringify([name, state, isOnce, view.language, view.wordsLanguage, view.prefix])
    if (key === this.#drawn && slot === this.#slot) return
    this.#drawn = key
    this.#slot = slot
    const shown = { name, purpose, state }
    slot.replaceChildren(...(state.on || isOnce ? this.#foot(view, shown, isOnce) : [this.#placeholder(view, shown)]))
  }

  #placeholder(view: View, shown: Shown): HTMLElement {
    const { make, strings } = view
    const { name, purpose, state } = shown
    const isOffered = state.control === 'pair' || state.control === 'switch'
    return make(
      'div',
      { class: 'embed-inner' },
      make('div', { class: 'heading' }, policyText(view, purpose.title)),
      make('div', {}, policyText(view, purpose.summary)),
      make('div', { class: 'small' }, whoGetsWhat(view, purpose)),
      howLong(view, purpose),
      make('div', { class: 'muted small', attributes: { role: 'status' } }, said(view, state)),
      isOffered
        ? make(
            'div',
            { class: 'embed-answer' },
            make(
              'div',
              { class: 'pair' },
              this.#button(view, 'once', strings.embed.once, () => this.host.setOnce(view, name, true)),
              this.#button(view, 'allow', strings.embed.always, () => this.#answer(view, shown, true)),
            ),
          )
        : null,
    )
  }

  /** One press takes back what one press gave. */
  #foot(view: View, shown: Shown, isOnce: boolean): HTMLElement[] {
    const { make, strings } = view
    const isOffered = isOnce || shown.state.control === 'switch'
    const button = isOnce
      ? this.#button(view, 'hide', strings.embed.hide, () => this.host.setOnce(view, shown.name, false))
      : this.#button(view, 'stop', strings.embed.stop, () => this.#answer(view, shown, false))
    button.className = `${view.prefix}-text-button ${view.prefix}-small`
    return isOffered ? [make('div', { class: 'muted small' }, policyText(view, shown.purpose.title)), button] : []
  }

  #button({ make }: View, action: string, text: string, click: () => void): HTMLButtonElement {
    return make(
      'button',
      { class: 'button', attributes: { type: 'button', 'data-action': action }, on: { click } },
      text,
    )
  }

  #answer(view: View, { name, purpose, state }: Shown, on: boolean): void {
    if (purpose.basis === 'legitimate-interests') {
      const objection = on ? 'lifted' : 'objected'
      const { saved } = view.client.object({ purpose: name }, objection, { shown: this.#shown })
      this.host.emit('privacy-choice', { answers: { [name]: objection }, surface: 'embed', saved })
      return
    }
    const answer = answerFor(state.reason, on)
    if (answer === null) return
    const noticeId = this.host.element.getAttribute('notice-id')
    // the placeholder says it when a signal keeps it off, so that a yes here is about the signal too
    const isOverride = on && state.reason === 'opted-out-by-signal'
    const { saved } = view.client.choose(
      { [name]: answer },
      {
        surface: 'embed',
        shown: this.#shown,
        language: view.textLanguage,
        text: this.#slot?.textContent ?? '',
        ...(noticeId === null ? {} : { noticeId }),
        ...(isOverride ? { overrides: 'gpc' } : {}),
      },
    )
    this.host.emit('privacy-choice', { answers: { [name]: answer }, surface: 'embed', saved })
  }
}

/** `If you load it, this goes to Lantern Video (Singapore): IP address, …` */
function whoGetsWhat(view: View, purpose: ShownPurpose): string {
  const { embed } = view.strings
  const names = recipientNames(view, purpose, { country: true })
  const data = facts(
    purpose.data.map((key) => categoryLabel(view, key)),
    view.locale,
  )
  return names.length === 0 ? embed.keeps(view.client.policy.controller.name, data) : embed.gets(view.list(names), data)
}

/** `Kept 180 days`, as a line of its own; null where the policy does not say it in a few words. */
function howLong(view: View, purpose: ShownPurpose): HTMLElement | null {
  const kept = keptFor(view, purpose)
  if (kept === '') return null
  return view.make('div', { class: 'small' }, `${kept.charAt(0).toLocaleUpperCase(view.locale)}${kept.slice(1)}`)
}

function said(view: View, state: PurposeState): string {
  if (state.reason === 'not-asked') return view.strings.embed.nothing
  if (state.reason === 'opted-out-by-signal') return `${state.text} ${view.strings.panel.overrideHint}`
  return state.text
}
