import { AsyncLocalStorage } from 'node:async_hooks'
import {
  configure,
  fromAsyncSink,
  getJsonLinesFormatter,
  getLogger,
  getTextFormatter,
  type LogRecord,
  lazy,
  reset,
  type Sink,
  withContext,
} from '@logtape/logtape'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { createKeyRedactor } from '../key-redactor.ts'
import { redactSink, type SinkOptions } from './logtape.ts'
import { FAILED, type Redact } from './redact.ts'
import { CANARY, failing, leaks, MASK, redactCanary, redactEmailKey, shapes } from './test-canary.ts'

const text = getTextFormatter()
const json = getJsonLinesFormatter()

/** Otherwise LogTape prints advice on its own logger. */
const quietMeta = { category: ['logtape', 'meta'], lowestLevel: 'error' as const }

afterEach(() => reset())

async function setUp(redact: Redact = redactCanary, options: SinkOptions = {}) {
  const records: LogRecord[] = []
  const lines: string[] = []
  const keep: Sink = (record) => {
    records.push(record)
    lines.push(text(record), json(record), JSON.stringify(record.rawMessage))
  }
  const errors: string[] = []
  await configure({
    sinks: {
      app: redactSink(redact, keep, options),
      meta: (record) => void errors.push(text(record)),
    },
    loggers: [
      { category: [], sinks: ['app'], lowestLevel: 'trace' },
      { category: ['logtape', 'meta'], sinks: ['meta'], lowestLevel: 'error', parentSinks: 'override' },
    ],
  })
  return { logger: getLogger('app'), records, lines, errors, last: () => records.at(-1) }
}

describe('redactSink', () => {
  test.each(shapes)('lets an address out in no way: %s', async (_title, make) => {
    const { logger, records, lines, errors } = await setUp(createKeyRedactor({ base64: true }))
    const [key = ''] = Object.keys(make())

    logger.info('fields', make())
    logger.info(make())
    logger.info(`all {*}, one {${key}}, deep {deep.${key}}`, { ...make(), deep: make() })
    logger.info`template ${make()} ${JSON.stringify(make())}`
    logger.info((log) => log`lazy ${make()}`)
    logger.info('called', () => make())
    logger
      .with(make())
      .with({ later: lazy(() => make()) })
      .warn('context {later}')
    logger.with({ later: lazy(() => make()) }).info`template ${1}`

    expect(records).toHaveLength(8)
    expect(lines.filter(leaks)).toEqual([])
    expect(errors).toEqual([])
  })

  test('hands on what it was given where nothing has to go', async () => {
    const { logger, last } = await setUp()
    const error = new Error('boom')

    logger.info('took {ms} ms for {user.plan}: {error}{missing}', { ms: 12, user: { plan: 'pro' }, error })

    expect(last()).toMatchObject({
      category: ['app'],
      level: 'info',
      timestamp: expect.any(Number),
      message: ['took ', 12, ' ms for ', 'pro', ': ', error, '', undefined, ''],
      rawMessage: 'took {ms} ms for {user.plan}: {error}{missing}',
      properties: { ms: 12, user: { plan: 'pro' }, error },
    })
  })

  test('redacts a value in the message by the key that its placeholder names', async () => {
    const { logger, last } = await setUp(redactEmailKey)
    const user = { email: 'Jane', emails: ['Jane'], 'e.x': { email: 'Jane' } }

    logger.info('{{email}} {email} { email } {user.email} {user?.email} {user["e.x"].email} {users[0].email}', {
      email: 'Jane',
      user,
      users: [user],
    })

    expect(text(last() as LogRecord)).not.toContain('Jane') // as: there is one
    expect(last()?.message.filter((part) => String(part).includes(MASK))).toHaveLength(6)
    expect(last()?.message[0]).toBe('{email} ')
  })

  test('says so in the message where the redactor took the value away', async () => {
    const { logger, last } = await setUp((value) => (typeof value === 'string' ? value : {}))

    logger.info('hello {email}', { email: CANARY })

    expect(last()?.message.join('')).toBe('hello [withheld: the redactor left nothing]')
  })

  test('redacts an address that only the whole message shows', async () => {
    const { logger, last } = await setUp()

    logger.info('to {local}@{domain}', { local: 'leak', domain: 'contoso.example' })

    expect(last()?.message).toEqual([MASK])
  })

  test('redacts errors with message, stack, causes and own fields', async () => {
    const { logger, lines } = await setUp()
    const error = Object.assign(new Error(`no ${CANARY}`, { cause: new Error(CANARY) }), { to: CANARY, code: 'E1' })

    logger.error('failed: {error}', { error, deep: { error } })
    logger.error`failed: ${error}`

    expect(lines.filter(leaks)).toEqual([])
    expect(lines[1]).toContain('E1')
  })

  test('gets lazy values evaluated, also for a sink that reads records at once', async () => {
    const lines: string[] = []
    const atOnce = Object.assign((record: LogRecord) => void lines.push(json(record)), {
      [Symbol.for('LogTape.sinkSnapshotPolicy.immediate')]: true,
    })
    await configure({
      sinks: { sink: redactSink(redactCanary, atOnce) },
      loggers: [{ category: 'app', sinks: ['sink'] }, quietMeta],
      contextLocalStorage: new AsyncLocalStorage(),
    })

    withContext({ to: lazy(() => CANARY), plan: lazy(() => 'pro') }, () => getLogger('app').info`template ${1}`)

    expect(lines[0]).toContain(`"properties":{"to":"${MASK}","plan":"pro"}`)
  })

  test('redacts the category only when asked', async () => {
    const asked = await setUp(redactCanary, { category: true })
    getLogger(['app', CANARY]).info('x')
    const redacted = asked.last()?.category
    await reset()
    const { last } = await setUp()

    getLogger(['app', CANARY]).info('x')

    expect(redacted).toEqual(['app', MASK])
    expect(last()?.category).toEqual(['app', CANARY])
  })

  test('withholds a record at which the redactor throws, and says so', async () => {
    const { logger, records, lines, errors, last } = await setUp(failing)

    logger.info('hello {email}', { email: CANARY })
    logger.info`hello ${CANARY}`

    expect(lines.filter(leaks)).toEqual([])
    expect(errors).toEqual([])
    expect(records).toHaveLength(2)
    expect(last()).toEqual({
      category: ['app'],
      level: 'info',
      timestamp: expect.any(Number),
      message: [FAILED],
      rawMessage: FAILED,
      properties: {},
    })
  })

  test('withholds a record whose lazy message throws', async () => {
    const { logger, last, errors } = await setUp()

    logger.info(() => {
      throw new Error(CANARY)
    })

    expect(last()?.message).toEqual([FAILED])
    expect(errors).toEqual([])
  })

  test('keeps an async sink waiting and disposable', async () => {
    const lines: string[] = []
    let disposed = 0
    const slow = async (record: LogRecord) => {
      await Promise.resolve()
      lines.push(text(record))
    }
    const inner = Object.assign(fromAsyncSink(redactSink(redactCanary, slow)), { own: 1 })
    const dispose = inner[Symbol.asyncDispose]
    inner[Symbol.asyncDispose] = async () => {
      await dispose.call(inner)
      disposed += 1
    }
    const sink = redactSink(redactCanary, inner)
    await configure({ sinks: { sink }, loggers: [{ category: 'app', sinks: ['sink'] }, quietMeta] })

    getLogger('app').info('to {email}', { email: CANARY })
    await reset()

    expect(sink.own).toBe(1)
    expect(disposed).toBe(1)
    expect(lines).toHaveLength(1)
    expect(lines.filter(leaks)).toEqual([])
  })

  test('hands on what a sink throws, and hides the record in the report of it when that sink is wrapped too', async () => {
    const reported: string[] = []
    const broken: Sink = () => {
      throw new Error('disk full')
    }
    await configure({
      sinks: {
        broken: redactSink(redactCanary, broken),
        meta: redactSink(redactCanary, (record: LogRecord) => void reported.push(json(record))),
      },
      loggers: [
        { category: 'app', sinks: ['broken'] },
        { category: ['logtape', 'meta'], sinks: ['meta'], lowestLevel: 'error' },
      ],
    })

    getLogger('app').info('to {email}', { email: CANARY })

    expect(reported).toHaveLength(1)
    expect(reported[0]).toContain('disk full')
    expect(reported.filter(leaks)).toEqual([])
  })

  test('does not change the record, which other sinks get as well', async () => {
    const others: string[] = []
    const other: Sink = (record) => void others.push(text(record))
    await configure({
      sinks: { wrapped: redactSink(redactCanary, (_record: LogRecord) => {}), other },
      loggers: [{ category: 'app', sinks: ['wrapped', 'other'] }, quietMeta],
    })

    getLogger('app').info('to {email}', { email: CANARY })

    expect(others.filter(leaks)).toHaveLength(1)
  })

  test('finds every placeholder of a template that LogTape finds', async () => {
    const same = await setUp((value) => value)
    const template = fc
      .array(
        fc.constantFrom(
          '{',
          '}',
          '{{',
          '}}',
          ' ',
          'x',
          '{a}',
          '{ a }',
          '{b.c}',
          '{b?.c}',
          '{l[0]}',
          '{*}',
          '{no}',
          '{b["d.e"]}',
        ),
      )
      .map((parts) => parts.join(''))
    const properties = { a: 'secret', b: { c: 'secret', 'd.e': 'secret' }, l: ['secret'] }
    const seen: LogRecord[] = []
    const masking = redactSink(
      (value) =>
        typeof value === 'string' ? value : JSON.parse(JSON.stringify(value).replaceAll('"secret"', '"gone"')),
      (record: LogRecord) => void seen.push(record),
    )

    fc.assert(
      fc.property(template, (raw) => {
        const before = seen.length
        same.logger.info(raw, properties)
        const record = same.last()
        if (record !== undefined) masking(record)
        const plain = text(record as LogRecord) // as: there is one
        return seen.length === before + 1 && text(seen[before] as LogRecord) === plain.replaceAll('secret', 'gone') // as: the same
      }),
    )
  })
})
