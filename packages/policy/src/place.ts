/** Where the person is, as recorded. */
import type { RecordOf } from '@privacykit/contract'
import { entriesOf, type State } from './state.ts'

/** The newest record of where the person is, or null. Where somebody only says to be counts for nothing: it could loosen what binds. */
export function recordedPlace(state: State): RecordOf<'jurisdiction'> | null {
  const found = entriesOf(state, 'jurisdiction').filter(({ record }) => record.source !== 'declared')
  return found.at(-1)?.record ?? null
}
