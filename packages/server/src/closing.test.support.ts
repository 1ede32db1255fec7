/** For tests: a shop with a person in it, before a real backend in which an account can be closed to the end. */
import { type Backend, createBackend } from '@privacykit/backend'
import { pglite } from '@privacykit/backend/pglite'
import { memoryKeys, newId } from '@privacykit/vault'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { PrivacyEvent } from './event.ts'
import type { PrivacyOptions } from './options.ts'
import { postgres } from './postgres.ts'
import type { Privacy } from './privacy.ts'
import { describeDatabases, type TestDatabase } from './test-databases.ts'
import { KEY, testPrivacy } from './test-privacy.ts'
import { addShopUser, resetShop, shopMap, shopPolicy } from './test-shop.ts'

/** Undo takes a day, so requests stay as they are. */
const patient = { ...shopPolicy, app: 'patient', deregistration: { undoDays: 1, residualCheckDays: 1 } }
const PATIENT_KEY = 'service-key-of-the-patient-shop-tests'

export interface ClosingShop {
  sql: TestDatabase['sql']
  /** A new person for each test; bob is there too. */
  account: string
  events: PrivacyEvent[]
  makePrivacy(options?: Partial<PrivacyOptions>): Privacy
  patientPrivacy(): Privacy
  open(privacy: Privacy, account?: string): Promise<{ generation: number }>
  workUntilDone(privacy: Privacy, requestId: string): Promise<void>
}

/** Runs `suite` on PGlite and PostgreSQL. */
export function describeClosing(title: string, suite: (shop: ClosingShop) => void): void {
  describeDatabases(title, (target) => {
    let backend: Backend
    const shop: ClosingShop = {
      get sql() {
        return target.sql
      },
      account: '',
      events: [],
      makePrivacy: (options = {}) =>
        testPrivacy({
          backend: { fetch: backend.fetch, key: KEY },
          stores: { main: postgres(target.sql, shopMap) },
          onEvent: (event) => shop.events.push(event),
          ...options,
        }),
      patientPrivacy: () => shop.makePrivacy({ policy: patient, backend: { fetch: backend.fetch, key: PATIENT_KEY } }),
      async open(privacy, account = shop.account) {
        await privacy.work() // says which hooks are deployed, before a plan is made of them
        const identifiers = [{ kind: 'email' as const, value: `${account}@people.example` }]
        return privacy.openAccount(account, { identifiers, contracts: ['orders', 'messages'] })
      },
      workUntilDone,
    }
    beforeAll(async () => {
      backend = createBackend({
        apps: [
          { id: 'shop', policy: shopPolicy, keys: [{ secret: KEY }] },
          { id: 'patient', policy: patient, keys: [{ secret: PATIENT_KEY }] },
        ],
        database: pglite(),
        keys: memoryKeys(),
        deregistration: { retry: { baseMs: 20 }, reconcileSeconds: 1 },
      })
      await backend.start()
    })
    afterAll(() => backend.stop())
    beforeEach(async () => {
      shop.events = []
      shop.account = `u_${newId()}`
      await resetShop(target.sql)
      await shop.makePrivacy().migrate()
      await addShopUser(target.sql, shop.account)
      await addShopUser(target.sql, 'bob')
    })
    suite(shop)
  })
}

async function workUntilDone(privacy: Privacy, requestId: string): Promise<void> {
  const status = async () => {
    await privacy.work()
    return (await privacy.deregistration(requestId)).status
  }
  await expect.poll(status, { timeout: 20_000, interval: 20 }).toBe('completed')
}
