/** An element whose drawing loads when it is first needed, so that a first visit does not pay for what nobody opened. */
import { type FirstView, PrivacyElement } from './element.ts'
import type { PrivacyElementEvents } from './events.ts'
import { more } from './language.ts'
import type { MoreStrings } from './strings.ts'
import { adoptStyles, type Styles } from './style-sheet.ts'

/**
 * What a drawing may do to the element it draws for. All that both need comes through it and through the view: an import of the same module
 * from both sides would make bundlers tear the first load into more files.
 */
export interface Host {
  readonly element: HTMLElement
  /** The words that load later, by language; the drawing loads what is missing. */
  readonly words: Map<string, MoreStrings>
  adopt(styles: Styles): void
  view(): FirstView | null
  update(): void
  makeRoot(view: FirstView, name: string): HTMLDivElement
  emit<K extends keyof PrivacyElementEvents>(type: K, detail: PrivacyElementEvents[K]): void
  /** Says that something could not be loaded. */
  fail(view: FirstView): void
}

/** The part of an element that loads later. */
export interface Drawing {
  draw(view: FirstView): void
  clear(): void
}

/** Base of the elements that load their drawing. */
export abstract class LazyElement<D extends Drawing, H extends Host = Host> extends PrivacyElement {
  #drawing: D | undefined

  /** Loads the code that draws. */
  protected abstract load(): Promise<new (host: H) => D>

  /** What the drawing gets; an element whose drawing wants more adds it. */
  protected hostFor(base: Host): H {
    return base as H // as: a drawing that wants more than `Host` belongs to an element that overrides this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.clear()
  }

  /** The drawing; null until it was loaded. */
  protected get drawing(): D | null {
    return this.#drawing ?? null
  }

  /** Loads the drawing; null when that fails. Never rejects. */
  protected async loaded(): Promise<D | null> {
    try {
      const Class = this.#drawing === undefined ? await this.load() : undefined
      if (Class !== undefined) this.#drawing ??= new Class(this.hostFor(this.#host()))
    } catch {
      // the network or a deploy took it away; Chromium asks for a module only once a page, other browsers try again at the next call
    }
    return this.drawing
  }

  protected override draw(view: FirstView): void {
    this.showFailure(null)
    if (this.#drawing !== undefined) this.#drawing.draw(view)
    else void this.#drawLater(view)
  }

  protected override clear(): void {
    this.showFailure(null)
    this.#drawing?.clear()
  }

  #fail(view: FirstView): void {
    const root = this.makeRoot(view, 'failure')
    this.append(root)
    this.showFailure(view, root)
  }

  async #drawLater(view: FirstView): Promise<void> {
    const drawing = await this.loaded()
    if (!this.isConnected) return
    if (drawing === null) this.#fail(view)
    else this.update()
  }

  #host(): Host {
    return {
      element: this,
      words: more,
      adopt: (styles) => adoptStyles(this, styles),
      view: () => this.view(),
      update: () => this.update(),
      makeRoot: (view, name) => this.makeRoot(view, name),
      emit: (type, detail) => this.emit(type, detail),
      fail: (view) => this.#fail(view),
    }
  }
}
