/** Where the shop meets PrivacyKit: which tables hold whom, which partners must forget, who is signed in. */
import type { PGlite } from '@electric-sql/pglite'
import { createPrivacy, erased, hook, type Privacy, postgres } from '@privacykit/server'
import type { policy } from '../privacy.policy.ts'
import type { ActivityFeed } from './activity.ts'
import { dataMap } from './data-map.ts'
import type { Partners } from './partners.ts'
import { findSession } from './session.ts'

export interface ShopPrivacyOptions {
  policy: typeof policy
  database: PGlite
  partners: Partners
  backend: { fetch: (request: Request) => Promise<Response>; key: string }
  activity: ActivityFeed
}

export function createShopPrivacy({ policy, database, partners, backend, activity }: ShopPrivacyOptions): Privacy {
  return createPrivacy({
    policy,
    backend,
    session: (request) => findSession(database, request),
    stores: {
      main: postgres(database, dataMap),
    },
    hooks: {
      courier: hook({
        preview: async ({ account }) => [
          { what: 'parcel addresses at the courier', count: await partners.courier.count(account), fate: 'external' },
        ],
        erase: async ({ account }) => erased(await partners.courier.forget(account)),
        verify: async ({ account }) => partners.courier.count(account),
      }),
      mailer: hook({
        preview: async ({ account }) => [
          { what: 'newsletter subscription', count: await partners.mailer.count(account), fate: 'external' },
        ],
        erase: async ({ account }) => erased(await partners.mailer.unsubscribe(account)),
        verify: async ({ account }) => partners.mailer.count(account),
      }),
    },
    onEvent: (event) => activity.add(event.kind, describe(event)),
  })
}

/** One line for the drawer. Events hold no personal data, so any field may be shown. */
function describe(event: object): string {
  const facts = Object.entries(event).filter(([key]) => key !== 'kind' && !key.endsWith('Id'))
  return facts.map(([key, value]) => `${key}: ${String(value)}`).join(' · ')
}
