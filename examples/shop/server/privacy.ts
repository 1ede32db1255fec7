/** Where the shop meets PrivacyKit: which tables hold whom, which partners must forget, who is signed in. */
import type { PGlite } from '@electric-sql/pglite'
import { createPrivacy, erased, hook, type Privacy, postgres, type TellRecipient, told } from '@privacykit/server'
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
  const tell =
    (recipient: string): TellRecipient =>
    async ({ purpose, idempotencyKey }) => {
      await partners.tell({ recipient, purpose, key: idempotencyKey })
      return told()
    }
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
        // parcels go out on a contract
        withdrawal: 'none',
      }),
      mailer: hook({
        preview: async ({ account }) => [
          { what: 'newsletter subscription', count: await partners.mailer.count(account), fate: 'external' },
        ],
        erase: async ({ account }) => erased(await partners.mailer.unsubscribe(account)),
        verify: async ({ account }) => partners.mailer.count(account),
        withdrawal: {
          purposes: ['newsletter'],
          erase: async ({ subject }) => erased(await partners.mailer.unsubscribe(subject.id)),
          verify: async ({ subject }) => partners.mailer.count(subject.id),
        },
      }),
    },
    recipients: { tally: tell('tally'), mailer: tell('mailer'), player: tell('player') },
    onEvent: (event) => activity.add(event.kind, describe(event)),
  })
}

/** One line for the drawer. Events hold no personal data, so any field may be shown. */
function describe(event: object): string {
  const facts = Object.entries(event).filter(([key]) => key !== 'kind' && !key.endsWith('Id'))
  return facts.map(([key, value]) => `${key}: ${String(value)}`).join(' · ')
}
