/** `<privacy-embed>`: keeps foreign content away until its purpose is allowed, and says in its place what it would do. */
import type { FirstView } from './element.ts'
import type { EmbedDrawing, EmbedHost } from './embed-drawing.ts'
import { type Host, LazyElement } from './lazy-element.ts'
import { adoptStyles } from './style-sheet.ts'
import { EMBED } from './styles-embed.ts'

/**
 * A placeholder for content that comes from somebody else. Put the content into a `<template>` inside: nothing of it is loaded while the purpose
 * is closed, and it goes again when the purpose closes. The placeholder says who gets what, and offers to load it once (nothing is stored or
 * sent; it ends with the page, or with the next answer about the purpose) or always. Under the content stands what ends it.
 *
 * Attributes: `purpose` (required), `notice-id`, `lang`, `class-prefix`. Emits `privacy-choice` for a lasting choice, `privacy-embed` when
 * something was loaded once or hidden again.
 *
 * @example
 * <privacy-embed purpose="film"><template><iframe src="https://player.example/42" title="At the wheel"></iframe></template></privacy-embed>
 */
export class PrivacyEmbed extends LazyElement<EmbedDrawing, EmbedHost> {
  static override get observedAttributes(): string[] {
    return [...LazyElement.observedAttributes, 'purpose']
  }

  /** What was known about the purpose when the content was loaded once; a new word about it ends that. */
  #once: string | null = null
  #content: Element[] = []
  /** Where the drawing puts the placeholder, or the line under the content. */
  #slot: HTMLElement | undefined
  #slotKey = ''

  override disconnectedCallback(): void {
    this.#once = null
    super.disconnectedCallback()
  }

  protected override load() {
    return import('./embed-drawing.ts').then(({ EmbedDrawing }) => EmbedDrawing)
  }

  protected override draw(view: FirstView): void {
    const purpose = this.getAttribute('purpose') ?? ''
    if (!Object.hasOwn(view.client.policy.purposes, purpose)) {
      // a purpose that the policy does not have stays closed, and there is nothing to say about it
      this.clear()
      return
    }
    const document = this.ownerDocument
    const hadFocus = this.contains(document.activeElement)
    // what is allowed shows at once; what is said beside it may load a moment later
    const isOpen = this.#isOnce(view, purpose) || view.client.decide(purpose).allowed
    if (isOpen) this.#showContent()
    else this.#hideContent()
    this.#keepPlace(view, isOpen ? 'embed-foot' : 'embed')
    super.draw(view)
    if (hadFocus && !this.contains(document.activeElement)) this.#focus()
  }

  /** The template stays: it is the host's. */
  protected override clear(): void {
    this.#hideContent()
    this.#slot?.remove()
    this.#slotKey = ''
    super.clear()
  }

  protected override hostFor(base: Host): EmbedHost {
    return {
      ...base,
      slot: () => this.#slot ?? null,
      isOnce: (view, purpose) => this.#isOnce(view, purpose),
      setOnce: (view, purpose, on) => {
        this.#once = on ? known(view, purpose) : null
        this.update()
        this.emit('privacy-embed', { purpose, shown: on ? 'once' : 'no' })
      },
    }
  }

  #isOnce(view: FirstView, purpose: string): boolean {
    if (this.#once !== known(view, purpose)) this.#once = null
    return this.#once !== null
  }

  #keepPlace(view: FirstView, name: string): void {
    const key = [name, view.wordsLanguage, view.prefix].join(' ')
    if (key === this.#slotKey) return
    adoptStyles(this, { prefix: view.prefix, name: 'embed', text: EMBED })
    this.#slot?.remove()
    this.#slot = this.makeRoot(view, name)
    this.#slotKey = key
    this.append(this.#slot)
  }

  #showContent(): void {
    if (this.#content.length > 0) return
    const template = this.querySelector<HTMLTemplateElement>(':scope > template')
    const copy = template === null ? null : this.ownerDocument.importNode(template.content, true)
    this.#content = copy === null ? [] : [...copy.children]
    this.append(...this.#content)
  }

  #hideContent(): void {
    for (const element of this.#content.splice(0)) element.remove()
  }

  /** The button that had the focus is gone; what took its place takes the focus too. */
  #focus(): void {
    const [first] = this.#content
    const player = first?.matches('a[href], button, iframe, input, video[controls]') ? first : null
    const target = player ?? this.querySelector('button')
    if (target instanceof HTMLElement) target.focus()
  }
}

/** Changes with every answer about the purpose, here or elsewhere. */
function known({ client }: FirstView, purpose: string): string {
  return JSON.stringify([purpose, client.decide(purpose).reason, client.shown()[purpose]])
}
