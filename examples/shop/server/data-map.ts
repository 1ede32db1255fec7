/** Whose data stands in which table and column, and what closing an account does with it. `privacykit check` reads it too. */
import { type DataMap, keep } from '@privacykit/server'

export const dataMap: DataMap = {
  subject: { table: 'users', key: 'id', identifiers: { email: 'email' } },
  tables: {
    users: {
      label: 'your account and its password',
      columns: {
        id: 'user.unique_id',
        name: 'user.name',
        email: 'user.contact.email',
        password_hash: 'user.authorization.password',
        generation: 'non-personal',
        created_at: 'non-personal',
      },
      erase: 'delete',
      // letters go to the mailer's own list of addresses
      purposes: { newsletter: 'not-used' },
    },
    sessions: {
      label: 'signed-in devices',
      subject: 'user_id',
      columns: {
        token_hash: 'user.unique_id',
        user_id: 'user.unique_id',
        generation: 'non-personal',
        auth_time: 'non-personal',
      },
      erase: 'delete',
    },
    orders: {
      label: 'invoices of your orders',
      subject: 'user_id',
      columns: {
        id: 'user.unique_id',
        user_id: 'user.unique_id',
        generation: 'non-personal',
        name: 'user.name',
        street: 'user.contact.address.street',
        city: 'user.contact.address.city',
        postal_code: 'user.contact.address.postal_code',
        country: 'user.contact.address.country',
        phone: 'user.contact.phone_number',
        items: 'user.behavior.purchase_history',
        total: 'user.behavior.purchase_history',
        invoice_date: 'non-personal',
      },
      // the invoice stays for as long as tax law demands; where the parcel went does not
      erase: keep({ rule: 'invoices', from: 'invoice_date', mask: ['street', 'city', 'postal_code', 'phone'] }),
      // the count of broken pots reads these invoices and keeps nothing of its own
      purposes: { newsletter: 'not-used', improvement: 'not-used' },
    },
    messages: {
      label: 'questions you sent us',
      subject: 'user_id',
      columns: {
        id: 'user.unique_id',
        user_id: 'user.unique_id',
        generation: 'non-personal',
        body: 'user.content.private',
        sent_at: 'non-personal',
      },
      erase: 'delete',
    },
  },
}
