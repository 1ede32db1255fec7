/** The shop's own API. Every write asks the policy first; a refusal is an answer, not a crash. */
import { randomBytes } from 'node:crypto'
import type { PGlite } from '@electric-sql/pglite'
import { isPrivacyError } from '@privacykit/contract'
import type { Privacy } from '@privacykit/server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type * as z from 'zod'
import { products } from '../shared/products.ts'
import type { ActivityFeed } from './activity.ts'
import type { ErrorReports } from './error-reports.ts'
import type { Log } from './log.ts'
import type { Partners } from './partners.ts'
import { messageSchema, orderSchema, parcelSchema, signInSchema, signUpSchema } from './schema.ts'
import { endSession, findSession, hashPassword, isPassword, type Session, startSession } from './session.ts'
import { visitSchema } from './visit.ts'

export interface ShopParts {
  database: PGlite
  privacy: Privacy
  partners: Partners
  activity: ActivityFeed
  log: Log
  errors: ErrorReports
}

const newShopId = () => randomBytes(16).toString('base64url')

export function createRoutes(parts: ShopParts): Hono {
  const api = new Hono()
  addAccountRoutes(api, parts)
  addOrderRoutes(api, parts)
  addOtherRoutes(api, parts)
  api.onError((error, context) => {
    if (isPrivacyError(error))
      return context.json(
        { error: error.code, message: error.message },
        error.code === 'erased' ? 410 : error.code === 'not-allowed' ? 403 : 500,
      )
    parts.log.write('failed', { error })
    parts.errors.failed(error, context.req.raw)
    return context.json({ error: 'internal', message: 'Something failed here. Nothing was changed; try again.' }, 500)
  })
  return api
}

function addAccountRoutes(api: Hono, { database, privacy, log }: ShopParts): void {
  api.post('/sign-up', async (context) => {
    const person = await readBody(context, signUpSchema)
    if (person === null) return badInput(context)
    const taken = await database.query('select 1 from users where email = $1', [person.email])
    if (taken.rows.length > 0)
      return context.json(
        { error: 'taken', message: 'There is an account with that e-mail address. Sign in instead.' },
        409,
      )

    const id = newShopId()
    const { generation } = await privacy.openAccount(id, {
      identifiers: [{ kind: 'email', value: person.email }],
      contracts: ['account', 'orders', 'support', 'notices'],
      request: context.req.raw,
    })
    const decision = await privacy.decide({ account: id, generation }, 'account', { operation: 'collect' })
    log.write(decision.allowed ? 'signed up' : `sign-up held: ${decision.reason}`, { signUp: person })
    if (!decision.allowed) return context.json({ held: true, reason: decision.reason }, 202)

    const passwordHash = await hashPassword(person.password)
    await database.query('insert into users (id, name, email, password_hash, generation) values ($1, $2, $3, $4, $5)', [
      id,
      person.name,
      person.email,
      passwordHash,
      generation,
    ])
    context.header('set-cookie', await startSession(database, { id, generation }))
    return context.json({ held: false, account: { id, name: person.name, email: person.email } })
  })

  api.post('/sign-in', async (context) => {
    const input = await readBody(context, signInSchema)
    if (input === null) return badInput(context)
    const { rows } = await database.query<{
      id: string
      name: string
      email: string
      password_hash: string
      generation: number
    }>('select id, name, email, password_hash, generation from users where email = $1', [input.email])
    const user = rows[0]
    if (user === undefined || !(await isPassword(input.password, user.password_hash)))
      return context.json({ error: 'wrong', message: 'E-mail address and password do not fit together.' }, 401)
    context.header('set-cookie', await startSession(database, user))
    return context.json({ account: { id: user.id, name: user.name, email: user.email } })
  })

  api.post('/sign-out', async (context) => {
    context.header('set-cookie', await endSession(database, context.req.raw))
    return context.json({})
  })

  api.get('/me', async (context) => {
    const session = await findSession(database, context.req.raw)
    const { rows } = await database.query<{ id: string; name: string; email: string }>(
      'select id, name, email from users where id = $1',
      [session?.id ?? ''],
    )
    return context.json({ account: rows[0] ?? null })
  })
}

function addOrderRoutes(api: Hono, { database, privacy, partners, log }: ShopParts): void {
  api.post('/orders', async (context) => {
    const session = await requireSession(database, context)
    if (session === null) return signInFirst(context)
    const order = await readBody(context, orderSchema)
    if (order === null) return badInput(context)
    await privacy.guard({ account: session.id, generation: session.generation }, 'orders', { operation: 'collect' })

    const id = newShopId()
    const items = order.items.flatMap(({ id, quantity }) =>
      products.filter((product) => product.id === id).map(({ name, price }) => ({ id, name, price, quantity })),
    )
    if (items.length === 0) return badInput(context)
    const total = items.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
    await database.transaction(async (tx) => {
      // the fence is read in the same transaction: a late write of a closed account cannot slip in
      await privacy.fence.assertAlive({ id: session.id, generation: session.generation }, { tx })
      const values = [
        id,
        session.id,
        session.generation,
        order.name,
        order.street,
        order.city,
        order.postalCode,
        order.country,
        order.phone ?? null,
        JSON.stringify(items),
        total,
      ]
      await tx.query(
        'insert into orders (id, user_id, generation, name, street, city, postal_code, country, phone, items, total) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
        values,
      )
    })
    const { data: parcel } = await privacy.disclose(
      { account: session.id, generation: session.generation },
      {
        recipient: 'courier',
        purpose: 'orders',
        ground: 'contract',
        schema: parcelSchema,
        // country and basket stay here
        data: {
          orderId: id,
          account: session.id,
          name: order.name,
          street: order.street,
          city: order.city,
          postalCode: order.postalCode,
          phone: order.phone,
        },
      },
    )
    await partners.courier.send(parcel)
    log.write('order placed', { order, total })
    return context.json({ id, total })
  })

  api.get('/orders', async (context) => {
    const session = await requireSession(database, context)
    if (session === null) return signInFirst(context)
    const { rows } = await database.query(
      'select id, items, total, city, invoice_date as date from orders where user_id = $1 order by invoice_date desc',
      [session.id],
    )
    return context.json({ orders: rows })
  })
}

function addOtherRoutes(api: Hono, { database, privacy, partners, activity, log, errors }: ShopParts): void {
  api.post('/messages', async (context) => {
    const session = await requireSession(database, context)
    if (session === null) return signInFirst(context)
    const message = await readBody(context, messageSchema)
    if (message === null) return badInput(context)
    await privacy.guard({ account: session.id, generation: session.generation }, 'support', { operation: 'collect' })
    await database.transaction(async (tx) => {
      await privacy.fence.assertAlive({ id: session.id, generation: session.generation }, { tx })
      await tx.query('insert into messages (id, user_id, generation, body) values ($1, $2, $3, $4)', [
        newShopId(),
        session.id,
        session.generation,
        message.text,
      ])
    })
    log.write('message received', { message })
    return context.json({})
  })

  // the page calls this after the person's choice; the policy decides, not the page
  api.post('/newsletter', async (context) => {
    const session = await requireSession(database, context)
    if (session === null) return signInFirst(context)
    const wanted = await privacy.allows({ account: session.id, generation: session.generation }, 'newsletter')
    const { rows } = await database.query<{ name: string; email: string }>(
      'select name, email from users where id = $1',
      [session.id],
    )
    const user = rows[0]
    if (wanted && user !== undefined) await partners.mailer.subscribe({ account: session.id, ...user })
    else await partners.mailer.unsubscribe(session.id)
    return context.json({ subscribed: wanted })
  })

  api.post('/tally', async (context) => {
    const visit = await readBody(context, visitSchema)
    if (visit === null) return badInput(context)
    await partners.tally.visit(visit)
    return context.json({})
  })

  // anybody can send here, so nobody can send much
  api.post('/errors', bodyLimit({ maxSize: 32 * 1024 }), async (context) => {
    const event: unknown = await context.req.json().catch(() => null)
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return badInput(context)
    errors.received(event)
    return context.json({})
  })

  api.get('/activity', (context) => activity.stream(context.req.raw.signal))
}

async function readBody<S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S> | null> {
  const parsed = schema.safeParse(await context.req.json().catch(() => null))
  return parsed.success ? parsed.data : null
}

const requireSession = (database: PGlite, context: Context): Promise<Session | null> =>
  findSession(database, context.req.raw)
const badInput = (context: Context) =>
  context.json({ error: 'bad-input', message: 'Something in the form is missing or not as expected.' }, 422)
const signInFirst = (context: Context) =>
  context.json({ error: 'sign-in', message: 'Sign in first, then repeat this.' }, 401)
