/** The two suites: what any backend, and any app that mounts the browser's routes, must do. */
import { browserAccountCases } from './browser-account.ts'
import type { BrowserContext } from './browser-context.ts'
import { browserReadBackCases } from './browser-read-back.ts'
import { browserRecordCases } from './browser-records.ts'
import type { Case } from './case.ts'
import { accessCases } from './service-access.ts'
import { accountCases } from './service-accounts.ts'
import type { ServiceContext } from './service-context.ts'
import { deregistrationCases } from './service-deregistration.ts'
import { guardianCases } from './service-guardians.ts'
import { readingCases } from './service-reading.ts'
import { recordCases } from './service-records.ts'
import { stepCases } from './service-steps.ts'
import { withdrawalCases } from './service-withdrawals.ts'

/** The service surface of a backend. Takes real time in a few cases: leases that run out, steps that wait. */
export const serviceSuite: readonly Case<ServiceContext>[] = [
  ...accessCases,
  ...recordCases,
  ...guardianCases,
  ...readingCases,
  ...accountCases,
  ...deregistrationCases,
  ...stepCases,
  ...withdrawalCases,
]

/** The browser surface of an app. */
export const browserSuite: readonly Case<BrowserContext>[] = [
  ...browserRecordCases,
  ...browserReadBackCases,
  ...browserAccountCases,
]
