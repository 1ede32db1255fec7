import { newId } from '@privacykit/vault'
import { beforeAll, describe, expect, it } from 'vitest'
import { migrateAppTables } from './app-tables.ts'
import { createFence } from './fence.ts'
import { inTransaction } from './sql.ts'
import { describeDatabases, select } from './test-databases.ts'

function signalled(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

describeDatabases('the fence', (target) => {
  let clock = new Date('2026-11-22T10:00:00.000Z')
  const fence = () => createFence(target.sql, () => clock)
  const erasedAt = (id: string, generation?: number) =>
    fence().isErased(generation === undefined ? { id } : { id, generation })

  beforeAll(async () => {
    await migrateAppTables(target.sql)
    await target.sql.query('create table note (account text not null)')
  })

  it('stops the generation that is erased and older ones, and not the next', async () => {
    const id = newId()
    await fence().raiseNow({ account: id, generation: 2, requestId: newId() })

    expect(await erasedAt(id, 1)).toBe(true)
    expect(await erasedAt(id, 2)).toBe(true)
    expect(await erasedAt(id, 3)).toBe(false)
    expect(await erasedAt(id)).toBe(true)
    expect(await erasedAt(newId(), 1)).toBe(false)
  })

  it('goes up and down with its transaction', async () => {
    const id = newId()
    const undone = inTransaction(target.sql, async (tx) => {
      await fence().raise(tx, { account: id, generation: 1, requestId: newId() })
      throw new Error('rolled back')
    })

    await expect(undone).rejects.toThrow('rolled back')
    expect(await erasedAt(id, 1)).toBe(false)
  })

  it('is never lowered by an erasure of an older generation', async () => {
    const id = newId()
    await fence().raiseNow({ account: id, generation: 2, requestId: newId() })
    await fence().raiseNow({ account: id, generation: 1, requestId: newId() })

    expect(await erasedAt(id, 2)).toBe(true)
  })

  it('ends when the proof says that nothing of the account can live any more', async () => {
    const [id, requestId] = [newId(), newId()]
    await fence().raiseNow({ account: id, generation: 1, requestId })
    expect(await fence().unsettled()).toContainEqual({ requestId })
    await fence().settle({ requestId, expiresAt: '2027-02-22T10:00:00.000Z', final: true })
    expect(await fence().unsettled()).not.toContainEqual({ requestId })

    clock = new Date('2027-02-22T09:59:59.000Z')
    expect(await fence().lower()).not.toContain(requestId)
    expect(await erasedAt(id, 1)).toBe(true)
    clock = new Date('2027-02-22T10:00:01.000Z')
    expect(await erasedAt(id, 1)).toBe(false)
    expect(await fence().lower()).toContain(requestId)
  })

  it('stays up while the last proof is still to come', async () => {
    const [id, requestId] = [newId(), newId()]
    await fence().raiseNow({ account: id, generation: 1, requestId })
    await fence().settle({ requestId, expiresAt: '2020-01-01T00:00:00.000Z', final: false })

    expect(await fence().lower()).not.toContain(requestId)
    expect(await fence().unsettled()).toContainEqual({ requestId })
  })

  it('keeps no account id', async () => {
    await fence().raiseNow({ account: 'account-in-the-clear', generation: 1, requestId: newId() })

    expect(JSON.stringify(await select(target.sql, 'select * from privacykit_fence'))).not.toContain(
      'account-in-the-clear',
    )
  })

  it('lets an erasure wait for a writer that was let through, and then sees what it wrote', async () => {
    const id = newId()
    const passed = signalled()
    const mayCommit = signalled()
    const order: string[] = []
    const writer = inTransaction(target.sql, async (tx) => {
      await fence().assertAlive({ id, generation: 1 }, { tx })
      await tx.query('insert into note (account) values ($1)', [id])
      passed.resolve()
      await mayCommit.promise
      order.push('written')
    })
    await passed.promise
    const eraser = inTransaction(target.sql, async (tx) => {
      await fence().raise(tx, { account: id, generation: 1, requestId: newId() })
      order.push('erased')
      await tx.query('delete from note where account = $1', [id])
    })
    mayCommit.resolve()
    await Promise.all([writer, eraser])

    expect(order).toEqual(['written', 'erased'])
    expect(await select(target.sql, 'select * from note')).toEqual([])
  })

  it('lets no writer pass while an erasure is under way', async () => {
    const id = newId()
    const raised = signalled()
    const mayCommit = signalled()
    const eraser = inTransaction(target.sql, async (tx) => {
      await fence().raise(tx, { account: id, generation: 1, requestId: newId() })
      raised.resolve()
      await mayCommit.promise
    })
    await raised.promise
    const writer = inTransaction(target.sql, (tx) => fence().assertAlive({ id, generation: 1 }, { tx }))
    const refused = expect(writer).rejects.toMatchObject({ code: 'erased' })
    mayCommit.resolve()

    await eraser
    await refused
  })

  describe('without a database', () => {
    it('fences nobody, and says so where somebody relies on it', async () => {
      const none = createFence(null, () => clock)

      expect(await none.isErased({ id: 'ada' })).toBe(false)
      await expect(none.assertAlive({ id: 'ada' })).rejects.toMatchObject({ code: 'invalid-option' })
    })
  })
})
