/** What the shop takes in, each field tagged once: logs, analytics and erasure read the tags. */
import { nonPersonal, personal } from '@privacykit/pii'
import * as z from 'zod'

const name = personal(z.string().trim().min(1).max(120), 'user.name')
const email = personal(z.email().max(254), 'user.contact.email')

export const signUpSchema = z.object({
  name,
  email,
  password: personal(z.string().min(8).max(200), 'user.authorization.password', { kind: 'sensitive' }),
})

export const signInSchema = z.object({
  email,
  password: personal(z.string().min(1).max(200), 'user.authorization.password', { kind: 'sensitive' }),
})

export const orderSchema = z.object({
  items: z
    .array(z.object({ id: nonPersonal(z.string().max(40)), quantity: nonPersonal(z.int().min(1).max(20)) }))
    .min(1)
    .max(20),
  name,
  street: personal(z.string().trim().min(3).max(200), 'user.contact.address.street'),
  city: personal(z.string().trim().min(2).max(100), 'user.contact.address.city', { kind: 'quasi' }),
  postalCode: personal(z.string().trim().min(3).max(12), 'user.contact.address.postal_code', { kind: 'quasi' }),
  country: personal(z.string().regex(/^[A-Z]{2}$/), 'user.contact.address.country', { kind: 'quasi' }),
  phone: personal(z.string().trim().max(30), 'user.contact.phone_number').optional(),
})

const shopId = personal(z.string(), 'user.unique_id', { kind: 'pseudonym' })

/** What the courier is offered; `disclose` lets through what the policy declares. The account is there so that the courier can forget it. */
export const parcelSchema = orderSchema
  .pick({ name: true, street: true, city: true, postalCode: true, phone: true })
  .extend({ orderId: shopId, account: shopId })

export const messageSchema = z.object({ text: personal(z.string().trim().min(1).max(2000), 'user.content.private') })
