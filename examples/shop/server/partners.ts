/** The companies that the shop works with, played by tables of their own: a courier, a mailer, a visit counter, an error tracker. */
import type { PGlite } from '@electric-sql/pglite'

/** What arrives at the courier; anything that the policy does not declare for it is missing. */
export interface Parcel {
  orderId?: string | undefined
  account?: string | undefined
  name?: string | undefined
  street?: string | undefined
  city?: string | undefined
  postalCode?: string | undefined
  phone?: string | undefined
}

export interface Partners {
  courier: {
    send: (parcel: Parcel) => Promise<void>
    count: (account: string) => Promise<number>
    forget: (account: string) => Promise<number>
  }
  mailer: {
    subscribe: (person: { account: string; email: string; name: string }) => Promise<void>
    unsubscribe: (account: string) => Promise<number>
    count: (account: string) => Promise<number>
  }
  tally: { visit: (visit: { visitor: string; page: string }) => Promise<void> }
  /** An error tracker: it gets what is left of a report when everything about persons is gone. */
  tracker: { report: (report: object) => Promise<void> }
  /** Tells a partner that somebody closed a purpose; the same key again is the same message. */
  tell: (message: { recipient: string; purpose: string; key: string }) => Promise<void>
}

export function createPartners(database: PGlite): Partners {
  const count = async (table: 'parcels' | 'subscribers', account: string) => {
    const { rows } = await database.query<{ n: number }>(
      `select count(*)::int as n from partners.${table} where account = $1`,
      [account],
    )
    return rows[0]?.n ?? 0
  }
  const forget = async (table: 'parcels' | 'subscribers', account: string) => {
    const { affectedRows } = await database.query(`delete from partners.${table} where account = $1`, [account])
    return affectedRows ?? 0
  }
  return {
    courier: {
      async send(parcel) {
        const values = [
          parcel.orderId,
          parcel.account,
          parcel.name,
          parcel.street,
          parcel.city,
          parcel.postalCode,
          parcel.phone,
        ]
        await database.query(
          'insert into partners.parcels (order_id, account, name, street, city, postal_code, phone) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing',
          values,
        )
      },
      count: (account) => count('parcels', account),
      forget: (account) => forget('parcels', account),
    },
    mailer: {
      async subscribe({ account, email, name }) {
        await database.query(
          'insert into partners.subscribers (account, email, name) values ($1, $2, $3) on conflict (account) do update set email = excluded.email',
          [account, email, name],
        )
      },
      unsubscribe: (account) => forget('subscribers', account),
      count: (account) => count('subscribers', account),
    },
    async tell({ recipient, purpose, key }) {
      await database.query(
        'insert into partners.notices (key, recipient, purpose) values ($1, $2, $3) on conflict do nothing',
        [key, recipient, purpose],
      )
    },
    tracker: {
      async report(report) {
        await database.query("delete from partners.reports where at < now() - interval '30 days'")
        await database.query('insert into partners.reports (report) values ($1)', [JSON.stringify(report)])
      },
    },
    tally: {
      async visit({ visitor, page }) {
        // the policy says half a year
        await database.query("delete from partners.visits where at < now() - interval '180 days'")
        await database.query('insert into partners.visits (visitor, page) values ($1, $2)', [visitor, page])
      },
    },
  }
}
