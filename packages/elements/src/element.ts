/** What all elements share: client, language, class prefix, styles, and one `update` whenever any of them changes. */
import { currentClient, currentPrefix, onCurrentClient } from './current-client.ts'
import { createMake, type Make } from './dom.ts'
import type { ElementsClient } from './elements-client.ts'
import type { PrivacyElementEvents } from './events.ts'
import { directionOf, firstStrings, loadFirst, servedLanguage } from './language.ts'
import { listParts, localeFor, localeOf, textOf } from './phrase.ts'
import type { PolicyText } from './port.ts'
import type { FirstStrings } from './strings.ts'
import { adoptStyles } from './style-sheet.ts'
import { FIRST } from './styles-first.ts'

/** What the elements of a first visit draw with. */
export interface FirstView {
  readonly client: ElementsClient
  readonly make: Make
  readonly prefix: string
  /** The language that was asked for; the policy's texts follow it. */
  readonly language: string
  /** The language of the words; English where the one that was asked for is none of ours. */
  readonly wordsLanguage: string
  /** The locale in which the policy's texts appear: it goes into the record of a choice. */
  readonly textLanguage: string
  /** For dates, numbers and lists. */
  readonly locale: string
  readonly strings: FirstStrings
  /** A text of the policy; empty when it has none. */
  text(text: PolicyText): string
  /** `A, B and C`. */
  list(names: readonly string[]): string
  /** The same as parts, so that the names can be marked. */
  parts(names: readonly string[]): readonly { name: boolean; text: string }[]
}

// on a server there is no HTMLElement: the classes still load, and are never constructed
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement) // as: see above

/** Light-DOM element bound to a client. Attributes: `lang` (default: the page's), `class-prefix` (default: the page's, else `pk`). */
export abstract class PrivacyElement extends Base {
  static get observedAttributes(): string[] {
    return ['lang', 'class-prefix']
  }

  #client: ElementsClient | undefined
  #stops: (() => void)[] = []
  #unsubscribe: (() => void) | undefined
  #failure: HTMLElement | undefined

  /** This element's own client; undefined: the one given to `setPrivacyClient`. */
  get client(): ElementsClient | undefined {
    return this.#client ?? currentClient()
  }

  set client(client: ElementsClient | undefined) {
    if (client === this.#client) return
    this.#client = client
    if (this.isConnected) this.#bind()
  }

  connectedCallback(): void {
    this.#takePropertySetBeforeUpgrade()
    const observer = new MutationObserver(() => this.update())
    observer.observe(this.ownerDocument.documentElement, { attributeFilter: ['lang', 'dir'] })
    this.#stops = [onCurrentClient(() => this.#bind()), () => observer.disconnect()]
    this.#bind()
  }

  disconnectedCallback(): void {
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
    for (const stop of this.#stops.splice(0)) stop()
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.update()
  }

  /** Draws the state of this moment. */
  protected abstract draw(view: FirstView): void

  /** Draws nothing: there is no client. */
  protected clear(): void {
    this.replaceChildren()
  }

  protected update(): void {
    const view = this.view()
    if (view !== null) this.draw(view)
    else if (this.client === undefined) this.clear()
  }

  /** What to draw with; null while there is no client, off the page, and until the words of the language are there. */
  protected view(): FirstView | null {
    const { client } = this
    return client === undefined || !this.isConnected
      ? null
      : this.#viewOf(client, servedLanguage(this.#language(client)))
  }

  #language(client: ElementsClient): string {
    return this.closest('[lang]')?.getAttribute('lang') || client.policy.locales[0] || 'en'
  }

  #viewOf(client: ElementsClient, wordsLanguage: string): FirstView | null {
    const strings = firstStrings(wordsLanguage)
    if (strings === undefined) {
      void loadFirst(wordsLanguage).then((found) => this.#afterLoading(found))
      return null
    }
    const prefix = this.getAttribute('class-prefix') || currentPrefix()
    adoptStyles(this, { prefix, name: 'first', text: FIRST })
    const language = this.#language(client)
    const locale = localeFor(language, wordsLanguage)
    const { locales } = client.policy
    const parts = (names: readonly string[]) => listParts(names, locale)
    return {
      client,
      make: createMake(this.ownerDocument, prefix),
      prefix,
      language,
      wordsLanguage,
      textLanguage: localeOf(locales, language) ?? locales[0] ?? 'en',
      locale,
      strings,
      text: (text) => textOf(text, language, locales),
      list: (names) =>
        parts(names)
          .map((part) => part.text)
          .join(''),
      parts,
    }
  }

  /** A language that cannot be loaded gives way to English: a question in other words is better than none. */
  #afterLoading(found: boolean): void {
    const { client } = this
    if (!this.isConnected || client === undefined) return
    const view = found ? this.view() : this.#viewOf(client, 'en')
    if (view !== null) this.draw(view)
  }

  /** The outer node of what an element draws. It sets the direction only where the page's own does not say it. */
  protected makeRoot(view: FirstView, name: string): HTMLDivElement {
    const direction = directionOf(view.wordsLanguage)
    const inherited = this.closest('[dir]')?.getAttribute('dir') ?? 'ltr'
    return view.make('div', {
      class: `root ${name}`,
      attributes: { lang: view.wordsLanguage, dir: direction === inherited ? undefined : direction },
    })
  }

  /** Says in `place` that something could not be loaded; null takes that away again. */
  protected showFailure(view: FirstView | null, place: Element = this): void {
    this.#failure?.remove()
    this.#failure = undefined
    if (view === null) return
    this.#failure = view.make('div', { class: 'muted', attributes: { role: 'alert' } }, view.strings.failed)
    place.append(this.#failure)
  }

  protected emit<K extends keyof PrivacyElementEvents>(type: K, detail: PrivacyElementEvents[K]): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))
  }

  #bind(): void {
    this.#unsubscribe?.()
    // what is drawn answers to the client before
    this.clear()
    this.#unsubscribe = this.client?.subscribe(() => this.update())
    this.update()
  }

  /** A property set before the class was defined lies on the instance and would hide the accessor. */
  #takePropertySetBeforeUpgrade(): void {
    if (!Object.hasOwn(this, 'client')) return
    const { client } = this
    delete (this as { client?: unknown }).client // as: only an own property, which TypeScript does not know of, is deleted
    this.client = client
  }
}
