/** How a number that an authority or a bank issues is told to the scanner: its shape, its check, and the words around it. */

/** One kind of issued number. Rules are data and a pure check; the scanner does the looking. */
export interface IdRule {
  /** Country and the field's own name for it: `ID_NIK`, `US_SSN`, `ES_NIF`. */
  type: string
  /** Key of the taxonomy: `user.government_id.national_identification_number`. */
  category: string
  /** What the number looks like without separators, upper case, anchored: `/^\d{16}$/`. Linear: no nested repetition. */
  pattern: RegExp
  /** Lengths of that form; the scanner looks a candidate up by its length. */
  lengths: readonly number[]
  /** Its real check: check digits, dates, province codes. Gets the form without separators. Absent: the shape is all there is. */
  valid?: (normal: string) => boolean
  /**
   * Share of texts with letters and digits in the same places that pattern and check let through by chance: where nothing else tells two
   * rules apart, the rarer one speaks. Default 0.1 with a check, as one check digit leaves; 1 without.
   */
  chance?: number
  /** The ways it is written with separators, anchored: `/^\d{3}-\d{2}-\d{4}$/`. Absent: single spaces, dots, hyphens, slashes anywhere. */
  written?: RegExp
  /**
   * Where it counts without a word that names it: `always` (the check leaves no room for chance), `written` (only when it is written with
   * its separators), `alone` (only when the text is nothing but the value, as a form's field is), `never`.
   */
  stands: 'always' | 'written' | 'alone' | 'never'
  /** With `stands: 'written'`: counts, written or not, also when the text is nothing but the value. */
  standsAlone?: boolean
  /** Lower-case words that name it, in the languages of its country: `nik`, `ktp`, `social security`. Looked for before and shortly after it. */
  context: readonly string[]
}
