import { beforeEach, expect, it } from 'vitest'
import { migrateAppTables } from './app-tables.ts'
import { createOutbox } from './outbox.ts'
import { describeDatabases, select } from './test-databases.ts'

describeDatabases('PrivacyKit’s tables in the app’s database', (target) => {
  beforeEach(async () => {
    await target.sql.query(
      'drop table if exists privacykit_version, privacykit_outbox, privacykit_fence, privacykit_step',
    )
  })

  it('are made once, however many processes start at the same moment', async () => {
    await Promise.all([1, 2, 3, 4].map(() => migrateAppTables(target.sql)))
    await migrateAppTables(target.sql)

    expect(await select(target.sql, 'select version from privacykit_version')).toEqual([{ version: 1 }])
  })

  it('refuse older code than they are', async () => {
    await migrateAppTables(target.sql)
    await target.sql.query('update privacykit_version set version = 99')

    await expect(migrateAppTables(target.sql)).rejects.toMatchObject({ code: 'storage-newer' })
  })

  it('are named by the error when nobody made them', async () => {
    const outbox = createOutbox(target.sql, () => new Date())

    await expect(outbox.find('x')).rejects.toMatchObject({
      code: 'invalid-option',
      message: expect.stringContaining('migrate()'),
    })
  })

  it('give each waiting request to one sender at a time, with growing pauses', async () => {
    await migrateAppTables(target.sql)
    let clock = new Date('2026-11-22T10:00:00.000Z')
    const outbox = createOutbox(target.sql, () => clock)
    const at = clock.toISOString()
    for (const id of ['a', 'b', 'c', 'd']) {
      await outbox.add(target.sql, { requestId: id, account: 'ada', generation: null, authTime: at, requestedAt: at })
    }

    const taken = await Promise.all([outbox.take(2), outbox.take(2), outbox.take(2)])
    expect(
      taken
        .flat()
        .map(({ requestId }) => requestId)
        .sort(),
    ).toEqual(['a', 'b', 'c', 'd'])
    expect(await outbox.take(10)).toEqual([])

    // a sender that died gives its rows free after half a minute
    clock = new Date('2026-11-22T10:00:31.000Z')
    const again = await outbox.take(10)
    expect(again).toMatchObject([{ attempts: 2 }, { attempts: 2 }, { attempts: 2 }, { attempts: 2 }])

    for (const row of again) await outbox.putBack(row)
    clock = new Date('2026-11-22T10:00:34.000Z')
    expect(await outbox.take(10)).toEqual([])
    clock = new Date('2026-11-22T10:00:35.000Z')
    expect(await outbox.take(10)).toHaveLength(4)
  })
})
