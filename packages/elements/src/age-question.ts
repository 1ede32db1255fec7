/** `<privacy-age-question>`: asks for a date of birth, gives away only the age group. */
import type { AgeDrawing } from './age-drawing.ts'
import { LazyElement } from './lazy-element.ts'

/**
 * The age question, neutral: nothing says which age is wanted, no field is filled in, everyone sees the same page and the same button.
 * The date is compared in the page with cut-off dates from the server, which learns the age group only. The first answer stands.
 *
 * Attributes: `question` (replaces the heading), `lang`, `class-prefix`. Emits `privacy-age` with `{ answer }`: adult, teen, child or unknown.
 */
export class PrivacyAgeQuestion extends LazyElement<AgeDrawing> {
  protected override load() {
    return import('./age-drawing.ts').then(({ AgeDrawing }) => AgeDrawing)
  }
}
