/** All styles that load later, when a panel, an age question or a deletion dialog is drawn. */
import { FORM } from './styles-form.ts'
import { SHEET } from './styles-sheet.ts'
import { TEXT } from './styles-text.ts'

/** CSS of the parts that load later. */
export const MORE: string = TEXT + SHEET + FORM
