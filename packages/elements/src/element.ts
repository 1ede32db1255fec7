/** What all elements share: client, language, class prefix, styles, and one `update` whenever any of them changes. */
import { currentClient, onCurrentClient } from './current-client.ts'
import { createMake, type Make } from './dom.ts'
import type { ElementsClient } from './elements-client.ts'
import type { PrivacyElementEvents } from './events.ts'
import { localeOf } from './format.ts'
import { directionOf, stringsFor } from './language.ts'
import type { PrivacyStrings } from './strings.ts'
import { adoptStyles } from './style-sheet.ts'

/** What an element draws with. */
export interface View {
  readonly client: ElementsClient
  readonly make: Make
  readonly prefix: string
  /** The language that was asked for; dates, numbers and the policy's texts follow it. */
  readonly language: string
  /** The locale in which the policy's texts appear: it goes into the record of a choice. */
  readonly textLanguage: string
  readonly strings: PrivacyStrings
}

// on a server there is no HTMLElement: the classes still load, and are never constructed
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement) // as: see above

/** Light-DOM element bound to a client. Attributes: `lang` (default: the page's), `class-prefix` (default `pk`). */
export abstract class PrivacyElement extends Base {
  static get observedAttributes(): string[] {
    return ['lang', 'class-prefix']
  }

  #client: ElementsClient | undefined
  #stops: (() => void)[] = []
  #unsubscribe: (() => void) | undefined

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
  protected abstract draw(view: View): void

  /** Draws nothing: there is no client. */
  protected clear(): void {
    this.replaceChildren()
  }

  protected update(): void {
    const view = this.view()
    if (view === null) this.clear()
    else this.draw(view)
  }

  /** What to draw with; null while there is no client. */
  protected view(): View | null {
    const client = this.client
    if (client === undefined) return null
    const prefix = this.getAttribute('class-prefix') || 'pk'
    adoptStyles(this, prefix)
    const language = this.closest('[lang]')?.getAttribute('lang') || client.policy.locales[0] || 'en'
    return {
      client,
      make: createMake(this.ownerDocument, prefix),
      prefix,
      language,
      textLanguage: localeOf(client.policy.locales, language) ?? client.policy.locales[0] ?? 'en',
      strings: stringsFor(language).strings,
    }
  }

  /** The outer node of what an element draws. It sets the direction only where the page's own does not say it. */
  protected makeRoot(view: View, name: string): HTMLDivElement {
    const { language } = stringsFor(view.language)
    const direction = directionOf(language)
    const inherited = this.closest('[dir]')?.getAttribute('dir') ?? 'ltr'
    return view.make('div', {
      class: `root ${name}`,
      attributes: { lang: language, dir: direction === inherited ? undefined : direction },
    })
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
