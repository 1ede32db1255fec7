/** Test support: the answers of a first visit under the fake policy. Not part of the package's entry. */
import { startTables } from '@privacykit/policy/start-tables'
import { policy } from './fake-policy.ts'

/** For `start`. */
export const start = startTables([{ policy }])
