/** `<privacy-notice>`: the notice beside a field or a form, shown and noted before anything is collected. */
import type { FirstView } from './element.ts'
import { LazyElement } from './lazy-element.ts'
import type { NoticeDrawing } from './notice-drawing.ts'

/**
 * A just-in-time notice (GDPR 13): what the purposes do with what is entered here, who gets it, how long it is kept. Put it in front of the
 * field. Once it has been in sight, the client notes that it was shown, in which version and language; `guard` with `operation: 'collect'`
 * refuses on the server until it was.
 *
 * Attributes: `purposes` (names of the policy, with spaces between them; required), `notice-id` (default `notice:<version>`), `lang`,
 * `class-prefix`. Names that the policy does not have are left out.
 *
 * @example
 * <privacy-notice purposes="orders"></privacy-notice> <label>Street <input name="street" /></label>
 */
export class PrivacyNotice extends LazyElement<NoticeDrawing> {
  static override get observedAttributes(): string[] {
    return [...LazyElement.observedAttributes, 'purposes']
  }

  protected override load() {
    return import('./notice-drawing.ts').then(({ NoticeDrawing }) => NoticeDrawing)
  }

  protected override draw(view: FirstView): void {
    super.draw(view)
  }
}
