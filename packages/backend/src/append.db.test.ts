import type { PrivacyRecord } from '@privacykit/contract'
import { newId } from '@privacykit/vault'
import { beforeAll, expect, test } from 'vitest'
import { type Appender, type AppendGroup, createAppender } from './append.ts'
import { migrateOpen, type OpenDatabase } from './database.ts'
import { describeDatabases } from './test-databases.ts'

describeDatabases('append', ({ database }) => {
  let opened: OpenDatabase
  let appender: Appender
  let now: Date | null = null

  beforeAll(async () => {
    opened = await database().open()
    await migrateOpen(opened.db)
    appender = createAppender({
      run: opened.append,
      parallel: opened.parallel,
      fixedNow: () => now,
      onCommit: () => {},
    })
    return () => opened.close()
  })

  const countOf = async (id: string) =>
    (await opened.db.selectFrom('record').select('seq').where('subject_id', '=', id).execute()).length

  test('numbers a subject’s records from 1 without gaps under 16 writers at once', async () => {
    const account = newId()

    const answers = await Promise.all(
      Array.from({ length: 16 * 8 }, () => appender.append(groupOf(account, [choice()]))),
    )

    const positions = answers.map((answer) => answer.records[0]?.seq).sort((one, other) => (one ?? 0) - (other ?? 0))
    expect(positions).toEqual(Array.from({ length: 128 }, (_, index) => index + 1))
  })

  test('gives a repeated record the place it got the first time', async () => {
    const account = newId()
    const record = choice()
    const first = await appender.append(groupOf(account, [record]))

    const again = await appender.append(groupOf(account, [record, choice()]))

    expect(again.records[0]).toEqual(first.records[0])
    expect(again.records[1]?.seq).toBe(2)
    expect(await countOf(account)).toBe(2)
  })

  test('stores nothing of a batch that has a taken id in it', async () => {
    const account = newId()
    const record = choice()
    await appender.append(groupOf(account, [record]))

    const refused = appender.append(groupOf(account, [choice(), { ...record, purpose: 'other' }]))

    await expect(refused).rejects.toMatchObject({ code: 'id-reused', pointers: ['/records/1'] })
    expect(await countOf(account)).toBe(1)
  })

  test('refuses an id of another subject, and leaves no trace of the new one', async () => {
    const record = choice()
    await appender.append(groupOf(newId(), [record]))
    const stranger = newId()

    const refused = appender.append(groupOf(stranger, [record]))

    await expect(refused).rejects.toMatchObject({ code: 'id-reused' })
    const row = await opened.db.selectFrom('subject').select('id').where('id', '=', stranger).execute()
    expect(row).toEqual([])
  })

  test('settles a race of one id between two subjects: one is stored, the other hears id-reused', async () => {
    const record = choice()
    const owners = Array.from({ length: 8 }, () => newId())

    const answers = await Promise.allSettled(owners.map((owner) => appender.append(groupOf(owner, [record]))))

    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'id-reused' })
    }
  })

  test('takes a replaced record that came earlier in the batch, and no other unknown one', async () => {
    const account = newId()
    const first = choice()
    const second = choice({ replaces: [first.id] })

    const wrongOrder = appender.append(groupOf(account, [second, first]))
    await expect(wrongOrder).rejects.toMatchObject({ code: 'unknown-replaces', pointers: ['/records/0'] })
    const answer = await appender.append(groupOf(account, [first, second]))

    expect(answer.records.map((each) => each.seq)).toEqual([1, 2])
  })

  test('refuses to replace a record of another subject', async () => {
    const theirs = choice()
    await appender.append(groupOf(newId(), [theirs]))

    const refused = appender.append(groupOf(newId(), [choice({ replaces: [theirs.id] })]))

    await expect(refused).rejects.toMatchObject({ code: 'unknown-replaces' })
  })

  test.each([
    {
      title: 'uses the author’s clock, moved by the difference of the two clocks',
      claimed: '09:58',
      sent: '09:59',
      effective: '09:59',
      clock: 'estimated',
    },
    {
      title: 'takes no moment after the receipt',
      claimed: '10:05',
      sent: '10:01',
      effective: '10:00',
      clock: 'received',
    },
    {
      title: 'takes the receipt when the author names no time',
      claimed: null,
      sent: '10:00',
      effective: '10:00',
      clock: 'received',
    },
  ])('$title', async ({ claimed, sent, effective, clock }) => {
    const time = (text: string) => `2026-11-22T${text}:00.000Z`
    now = new Date(time('10:00'))

    const record = choice(claimed === null ? {} : { claimedAt: time(claimed) })
    const answer = await appender.append({ ...groupOf(newId(), [record]), sentAt: time(sent) })

    expect(answer.records[0]).toMatchObject({ effectiveAt: new Date(time(effective)), clock })
    now = null
  })

  test('never lets a record take effect before what it replaces, nor 30 days back', async () => {
    const account = newId()
    now = new Date('2026-11-22T10:00:00.000Z')
    const first = choice({ claimedAt: '2026-11-22T09:59:00.000Z' })
    await appender.append({ ...groupOf(account, [first]), sentAt: '2026-11-22T10:00:00.000Z' })

    const before = choice({ replaces: [first.id], claimedAt: '2026-11-22T09:00:00.000Z' })
    const old = choice({ claimedAt: '2026-10-01T09:00:00.000Z' })
    const answer = await appender.append({ ...groupOf(account, [before, old]), sentAt: '2026-11-22T10:00:00.000Z' })

    expect(answer.records.map((each) => each.clock)).toEqual(['received', 'received'])
    now = null
  })

  test('never goes back in time when the clock does', async () => {
    const account = newId()
    now = new Date('2026-11-22T10:00:00.000Z')
    await appender.append(groupOf(account, [choice()]))
    now = new Date('2026-11-22T09:00:00.000Z')

    const answer = await appender.append(groupOf(account, [choice()]))

    expect(answer.records[0]?.receivedAt).toEqual(new Date('2026-11-22T10:00:00.000Z'))
    now = null
  })

  test('refuses a generation that was never opened', async () => {
    const refused = appender.append({
      ...groupOf(newId(), [choice()]),
      subject: { kind: 'account', id: newId(), generation: 2 },
    })

    await expect(refused).rejects.toMatchObject({ code: 'foreign-subject' })
  })
})

function groupOf(account: string, records: PrivacyRecord[]): AppendGroup {
  const subject = { kind: 'account' as const, id: account, generation: null }
  return {
    tenant: 't',
    app: 'shop',
    subject,
    role: 'subject',
    principal: null,
    sentAt: '2026-11-22T10:00:00.000Z',
    records,
  }
}

function choice(fields: { replaces?: string[]; claimedAt?: string } = {}) {
  return {
    id: newId(),
    type: 'choice' as const,
    purpose: 'analytics',
    choice: 'refused' as const,
    replaces: [],
    policyVersion: '1',
    scopeDigest: '0123456789abcdef',
    noticeId: 'n1',
    language: 'en',
    surface: 'banner' as const,
    ...fields,
  }
}
