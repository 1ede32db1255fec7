import type { FeedReply } from '@privacykit/contract'
import { deviceIdOf, newId } from '@privacykit/vault'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Backend } from './backend.ts'
import { append, call, choice, newAccount, newDevice, testBackend } from './test-backend.ts'
import { describeDatabases } from './test-databases.ts'

describeDatabases('feed', ({ name, database }) => {
  let backend: Backend

  beforeAll(async () => {
    backend = testBackend(database())
    await backend.start()
    return () => backend.stop()
  })

  const read = async (after?: string, waitSeconds = 0) => {
    const query = new URLSearchParams({ waitSeconds: String(waitSeconds), ...(after !== undefined && { after }) })
    return (await call<FeedReply>(backend, `/v1/feed?${query}`)).body
  }
  /** A transaction of anybody on the server holds younger ones back for a moment: autovacuum has them, and tests beside this one. */
  const eventually = <T>(probe: () => T) => expect.poll(probe, { timeout: 20_000, interval: 20 })
  const readToEnd = async (from?: string) => {
    const ids: string[] = []
    let cursor = from
    for (;;) {
      const page = await read(cursor)
      ids.push(...page.changes.map(({ id }) => id))
      if (page.changes.length === 0) return { cursor: page.cursor, ids }
      cursor = page.cursor
    }
  }

  /** Behind all that has been stored so far. */
  const newestCursor = async () => {
    const account = newAccount()
    await append(backend, [choice()], { account })
    await eventually(async () => (await readToEnd()).ids).toContain(account)
    return (await readToEnd()).cursor
  }

  test('names each subject that changed once, with its highest position', async () => {
    const cursor = await newestCursor()
    const account = newAccount()
    await append(backend, [choice(), choice()], { account })

    await eventually(async () => (await read(cursor)).changes).toEqual([{ kind: 'account', id: account, seq: 2 }])
  })

  test('goes on where the cursor stands', async () => {
    expect((await read(await newestCursor())).changes).toEqual([])
  })

  test('names the account too when a device linked to it changes', async () => {
    const account = newAccount()
    const device = newDevice()
    await call(backend, '/v1/links', { account, device, body: { mode: 'adopt' } })
    const cursor = await newestCursor()

    await append(backend, [choice({ choice: 'refused' })], { device })
    await append(backend, [choice()], { account })

    // 0, for the account's own position does not tell that the device changed
    await eventually(async () => (await read(cursor)).changes).toEqual([
      { kind: 'device', id: deviceIdOf(device), seq: 1 },
      { kind: 'account', id: account, seq: 0 },
    ])
  })

  test('begins again for a cursor that is ahead of the database, as after a restore', async () => {
    const account = newAccount()
    await append(backend, [choice()], { account })

    await eventually(async () => (await readToEnd('999999999999:')).ids).toContain(account)
  })

  test('begins behind the newest change for `latest`, at once, and misses nothing from there on', async () => {
    const [before, after] = [newAccount(), newAccount()]
    await append(backend, [choice()], { account: before })
    await append(backend, [choice()], { account: newAccount() })
    const newest = await read('latest', 20)

    await append(backend, [choice()], { account: after })
    await eventually(async () => (await readToEnd(newest.cursor)).ids).toContain(after)

    expect(newest.changes).toEqual([])
    // on a server that others use, a transaction of theirs may hold the newest position back
    if (name === 'pglite') expect((await readToEnd(newest.cursor)).ids).not.toContain(before)
  })

  test('wakes a waiting reader as soon as something is stored', async () => {
    const cursor = await newestCursor()
    const account = newAccount()
    const waiting = read(cursor, 20)

    await append(backend, [choice()], { account })

    expect((await waiting).changes.map(({ id }) => id)).toEqual([account])
  })

  test('lets waiting readers go when the backend stops', async () => {
    const other = testBackend(database())
    await other.start()
    const cursor = await newestCursor()
    const waiting = call<FeedReply>(other, `/v1/feed?after=${cursor}&waitSeconds=25`)

    await call(other, '/v1/health', { secret: null })
    await other.stop()

    expect((await waiting).status).toBe(200)
  })

  test('misses none of 200 subjects that 16 writers store while it is read', async () => {
    const cursor = await newestCursor()
    const accounts = Array.from({ length: 200 }, newAccount)
    let done = false
    const writing = Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        for (let index = writer; index < accounts.length; index += 16) {
          await append(backend, [choice()], { account: accounts[index] ?? '' })
        }
      }),
    ).then(() => {
      done = true
    })

    const seen = new Set<string>()
    let at: string | undefined = cursor
    const missed = async () => {
      const part = await readToEnd(at)
      for (const id of part.ids) seen.add(id)
      at = part.cursor
      return accounts.filter((account) => !seen.has(account))
    }
    while (!done) await missed()

    await writing
    await eventually(missed).toEqual([])
  })

  // PGlite has one connection, so transactions cannot overlap there
  if (name === 'pglite') return

  test('holds a younger commit back until an older transaction has ended, then shows both', async () => {
    const opened = await database().open()
    const cursor = await newestCursor()
    const older = newAccount()
    const younger = newAccount()
    let latest = ''

    const seenMeanwhile = await opened.db.transaction().execute(async (trx) => {
      const group = {
        tenant: 'default',
        app: 'shop',
        kind: 'account',
        id: older,
        generation: 1,
        role: 'subject',
        records: [encoded(older)],
      }
      await sql`select privacykit.append_records(${JSON.stringify([group])}::jsonb, null)`.execute(trx)
      await append(backend, [choice()], { account: younger })
      // what had not ended then is still to come for who begins with the latest
      latest = (await read('latest')).cursor
      return readToEnd(cursor)
    })

    await opened.close()
    expect(seenMeanwhile.ids).toEqual([])
    await eventually(async () => (await readToEnd(seenMeanwhile.cursor)).ids.sort()).toEqual([older, younger].sort())
    await eventually(async () => (await readToEnd(latest)).ids).toEqual(expect.arrayContaining([older, younger]))
  })
})

function encoded(account: string) {
  const record = choice()
  const canonical = JSON.stringify({
    app: 'shop',
    record,
    subject: { id: account, kind: 'account' },
    tenant: 'default',
  })
  return { id: record.id, type: 'choice', canonical, salt: newId(), commitment: newId() }
}
