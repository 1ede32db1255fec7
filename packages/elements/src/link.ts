/** `<privacy-link>`: the way back to the panel, for the page's footer. */
import { type FirstView, PrivacyElement } from './element.ts'
import { openPanel } from './open-panel.ts'

/**
 * A button that opens the panel, so that changing a choice is as easy as making it (GDPR 7(3)). Attributes: `label` (default "Privacy choices"
 * in the page's language), `panel` (id of the panel; default the first on the page, else one is made), `lang`, `class-prefix`.
 */
export class PrivacyLink extends PrivacyElement {
  static override get observedAttributes(): string[] {
    return [...PrivacyElement.observedAttributes, 'label']
  }

  #drawn = ''

  protected override draw(view: FirstView): void {
    const label = this.getAttribute('label') ?? view.strings.link
    const key = JSON.stringify([label, view.wordsLanguage, view.prefix])
    if (this.#drawn === key) return
    this.#drawn = key
    const root = this.makeRoot(view, 'link-root')
    const button = view.make(
      'button',
      {
        class: 'text-button',
        attributes: { type: 'button', 'aria-haspopup': 'dialog' },
        on: { click: () => void openPanel(this, (failed) => this.showFailure(failed ? view : null, root)) },
      },
      label,
    )
    root.append(button)
    this.replaceChildren(root)
  }

  protected override clear(): void {
    super.clear()
    this.#drawn = ''
  }
}
