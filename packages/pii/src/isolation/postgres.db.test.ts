import { describe, expect, test } from 'vitest'
import { describeCustomers, JANE, jane, open, schema } from './test-customers.ts'
import { watched } from './test-databases.ts'

describeCustomers('isolated tables', (customers) => {
  const { target, tables, owner } = customers

  describe('insert', () => {
    test('stores both parts under one key that says nothing, and nothing personal beside the other', async () => {
      const [row] = await owner(`select * from app.customer where plan = 'pro'`)
      const [other] = await owner(`select * from personal.customer where email = '${JANE}'`)

      expect(Object.keys(row ?? {}).sort()).toEqual(['plan', 'privacykit_key', 'spent'])
      expect(other).toMatchObject({ privacykit_subject: 'u_jane', privacykit_key: row?.privacykit_key, name: 'Jane' })
      expect(row?.privacykit_key).toMatch(/^[0-9a-f]{32}$/)
    })

    test('stores neither part when one cannot be stored', async () => {
      await owner('alter table app.customer add constraint cheap check (spent < 100)')

      await expect(tables().insert({ ...jane, spent: 101 }, { subject: 'u_x' })).rejects.toMatchObject({
        code: '23514',
      })

      expect(await owner(`select 1 from personal.customer where privacykit_subject = 'u_x'`)).toEqual([])
      await owner('alter table app.customer drop constraint cheap')
    })

    test('belongs to the transaction of the app', async () => {
      const tx = watched(target.sql)

      await tables({ query: () => Promise.reject(new Error('not this one')) }).insert(jane, { subject: 'u_tx', tx })

      expect(tx.statements).toHaveLength(1)
    })

    test('refuses a record without a person', async () => {
      await expect(tables().insert(jane, { subject: '' })).rejects.toMatchObject({ code: 'invalid-option' })
    })
  })

  describe('readNonPersonal', () => {
    test('answers rows by their values, without the key', async () => {
      expect(await tables().readNonPersonal({ plan: 'pro' })).toEqual([{ plan: 'pro', spent: 12.5 }])
      expect(await tables().readNonPersonal({ plan: 'pro', spent: 0 })).toEqual([])
      expect(await tables().readNonPersonal()).toHaveLength(2)
    })

    test('asks for no field of the personal part', async () => {
      const where = { email: JANE } as never // as: the compiler refuses it too

      await expect(tables().readNonPersonal(where)).rejects.toMatchObject({ code: 'invalid-option' })
    })

    test('takes a value for a value, whatever it contains', async () => {
      const where = { plan: `pro' or true --` } as never // as: the compiler refuses it too

      expect(await tables().readNonPersonal(where)).toEqual([])
    })
  })

  describe('join', () => {
    const request = { subject: 'u_jane', purpose: 'orders', by: 'checkout' } as const

    test('answers the records of a person in a box', async () => {
      const box = await tables().join(request)

      expect(box.label).toMatchObject({
        categories: ['user.contact.email', 'user.name'],
        subjects: ['u_jane'],
        purposes: ['orders'],
      })
      expect(box.reveal({ ...open, subjects: ['u_jane'] })).toEqual([jane])
    })

    test('reads the columns of the fields asked for, and no others', async () => {
      const spy = watched(target.sql)

      const box = await tables(spy).join({ ...request, purpose: 'news', fields: ['email', 'plan'] })

      expect(box.reveal({ ...open, purpose: 'news', subjects: ['u_jane'] })).toEqual([{ email: JANE, plan: 'pro' }])
      expect(box.label.categories).toEqual(['user.contact.email'])
      expect(spy.statements).toHaveLength(1)
      expect(spy.statements[0]).not.toMatch(/"name"|"spent"/)
    })

    test('keeps to one record when its key is given, and to the person all the same', async () => {
      const joinKey = await tables().insert({ ...jane, spent: 99 }, { subject: 'u_jane' })

      const own = await tables().join({ ...request, fields: ['email', 'spent'], joinKey })
      const foreign = await tables().join({ ...request, subject: 'u_bob', fields: ['email', 'spent'], joinKey })

      expect(own.reveal({ ...open, subjects: ['u_jane'] })).toEqual([{ email: JANE, spent: 99 }])
      expect(foreign.reveal({ ...open, subjects: ['u_bob'] })).toEqual([])
    })

    test('leaves a row that says who, for what, which categories, and when by the database', async () => {
      await tables().join({ ...request, fields: ['email'] })

      const [access, more] = await tables().accesses('u_jane')
      expect(more).toBeUndefined()
      expect(access).toEqual({
        at: expect.any(Date),
        purpose: 'orders',
        categories: ['user.contact.email'],
        by: 'checkout',
        allowed: true,
        reason: 'contract',
      })
      const [{ now } = {}] = await owner('select now()')
      expect(Math.abs((access?.at.getTime() ?? 0) - (now as Date).getTime())).toBeLessThan(60_000)
      expect(await tables().accesses('u_bob')).toEqual([])
    })

    test('reads nothing when refused, and leaves a row', async () => {
      customers.verdict = { allowed: false, reason: 'withdrawn' }
      const spy = watched(target.sql)

      await expect(tables(spy).join(request)).rejects.toMatchObject({ code: 'not-allowed', message: /withdrawn/ })
      await expect(tables(spy).join({ ...request, purpose: 'news' })).rejects.toMatchObject({ code: 'not-allowed' })

      expect(spy.statements.join(' ')).not.toMatch(/personal"."customer"\s/)
      expect((await tables().accesses('u_jane')).map(({ allowed, reason }) => [allowed, reason])).toEqual([
        [false, 'withdrawn'],
        [false, 'undeclared-category'],
      ])
    })

    test('hands nothing out when the row cannot be written', async () => {
      await owner('alter table personal.customer_access add constraint never check (asked_by <> $$checkout$$)')

      await expect(tables().join(request)).rejects.toMatchObject({ code: '23514' })

      expect(await tables().accesses('u_jane')).toEqual([])
      await owner('alter table personal.customer_access drop constraint never')
    })

    test('hands nothing out when the connection dies after the read, before the row is safe', async () => {
      const die = target.name === 'postgres' ? 'perform pg_terminate_backend(pg_backend_pid(), 5000)' : 'null'
      await owner(`create function personal.die() returns trigger language plpgsql as $$ begin ${die};
        raise exception 'gone' using errcode = '57P01'; end $$`)
      await owner(`create constraint trigger die after insert on personal.customer_access
        deferrable initially deferred for each row execute function personal.die()`)

      await expect(tables().join(request)).rejects.toMatchObject({ code: '57P01' })

      expect(await tables().accesses('u_jane')).toEqual([])
      await owner('drop function personal.die cascade')
    })

    test('needs a name of who asks, and a purpose of the policy', async () => {
      await expect(tables().join({ ...request, by: '' })).rejects.toMatchObject({ code: 'invalid-option' })
      const unknown = { ...request, purpose: 'jane' } as never // as: the compiler refuses it too
      await expect(tables().join(unknown)).rejects.toMatchObject({ code: 'not-allowed' })

      expect(await tables().accesses('u_jane')).toMatchObject([{ purpose: null, reason: 'unknown-purpose' }])
    })

    test('still finds a person whose other half is gone', async () => {
      await owner(`delete from app.customer where plan = 'pro'`)

      const box = await tables().join(request)

      expect(box.reveal({ ...open, subjects: ['u_jane'] })).toEqual([{ email: JANE, name: 'Jane' }])
    })
  })

  describe('update', () => {
    test('changes fields of both parts, in every record of the person', async () => {
      await tables().insert({ ...jane, spent: 7 }, { subject: 'u_jane' })
      const { email } = schema.parse({ ...jane, email: 'new@example.test' })

      expect(await tables().update({ email, name: null, plan: 'free' }, { subject: 'u_jane' })).toBe(2)

      const box = await tables().join({ subject: 'u_jane', purpose: 'orders', by: 'test' })
      const rows = box.reveal({ ...open, subjects: ['u_jane'] })
      expect([...rows].sort((a, b) => a.spent - b.spent)).toEqual([
        { email: 'new@example.test', name: null, plan: 'free', spent: 7 },
        { email: 'new@example.test', name: null, plan: 'free', spent: 12.5 },
      ])
      expect(await owner(`select email from personal.customer where privacykit_subject = 'u_bob'`)).toEqual([
        { email: 'bob@example.test' },
      ])
    })

    test('changes one record by its key, and none of another person', async () => {
      const joinKey = await tables().insert({ ...jane, spent: 7 }, { subject: 'u_jane' })

      expect(await tables().update({ spent: 8 }, { subject: 'u_jane', joinKey })).toBe(1)
      expect(await tables().update({ spent: 9 }, { subject: 'u_bob', joinKey })).toBe(0)

      const spent = await owner('select spent from app.customer order by spent')
      expect(spent).toEqual([{ spent: 0 }, { spent: 8 }, { spent: 12.5 }])
    })

    test('lets nothing undescribed into the non-personal table', async () => {
      const patch = { plan: { by: JANE } } as never // as: the compiler refuses it too

      await expect(tables().update(patch, { subject: 'u_jane' })).rejects.toMatchObject({
        code: 'personal-data-refused',
      })
    })
  })

  test('rows of the trail go when they have been kept long enough', async () => {
    await tables().join({ subject: 'u_jane', purpose: 'orders', by: 'test' })
    await owner(`update personal.customer_access set at = at - interval '2 years'`)
    await tables().join({ subject: 'u_jane', purpose: 'news', fields: ['email'], by: 'test' })

    expect(await tables().trimAccesses(new Date(Date.now() - 365 * 86_400_000))).toBe(1)

    expect(await tables().accesses('u_jane')).toMatchObject([{ purpose: 'news' }])
  })

  describe('erase', () => {
    test('deletes the personal part, keeps the other, and leaves nothing that links them', async () => {
      const joinKey = await tables().insert({ ...jane, spent: 7 }, { subject: 'u_jane' })
      const before = await owner('select privacykit_key from app.customer')
      await tables().join({ subject: 'u_jane', purpose: 'orders', by: 'checkout' })

      expect(await tables().erase('u_jane')).toBe(2)

      const after = await owner('select privacykit_key, spent from app.customer order by spent')
      const old = new Set(before.map((row) => row.privacykit_key))
      expect(after.map(({ spent }) => spent)).toEqual([0, 7, 12.5])
      expect(after.map((row) => old.has(row.privacykit_key))).toEqual([true, false, false])
      expect(after.every(({ privacykit_key: key }) => /^[0-9a-f]{32}$/.test(String(key)))).toBe(true)
      expect(await owner('select privacykit_subject from personal.customer')).toEqual([{ privacykit_subject: 'u_bob' }])
      const everything = JSON.stringify([after, await owner('select * from personal.customer_access')])
      expect(everything).not.toContain(joinKey)
      expect(await owner('select 1 from app.customer natural join personal.customer')).toHaveLength(1)
    })

    test('answers 0 the second time, and for somebody without a record', async () => {
      await tables().erase('u_jane')

      expect(await tables().erase('u_jane')).toBe(0)
      expect(await tables().erase('u_nobody')).toBe(0)
    })

    test('belongs to the transaction of the app', async () => {
      const tx = watched(target.sql)

      const count = await tables({ query: () => Promise.reject(new Error('not this one')) }).erase('u_jane', { tx })

      expect(count).toBe(1)
      expect(tx.statements).toHaveLength(1)
    })
  })
})
