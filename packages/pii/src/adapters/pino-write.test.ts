import { tracingChannel } from 'node:diagnostics_channel'
import { type LoggerOptions, pino, stdSerializers, stdTimeFunctions } from 'pino'
import { describe, expect, test } from 'vitest'
import { createKeyRedactor } from '../key-redactor.ts'
import { type JsonRedact, redactHooks } from './pino.ts'
import { createLineWriter } from './pino-write.ts'
import { FAILED } from './redact.ts'
import { CANARY, failing, leaks, shapes } from './test-canary.ts'

const keys = createKeyRedactor({ base64: true })
/** Lines that are parsed come out as withheld, so that a test sees which way a line has gone. */
const writing: JsonRedact = Object.assign((value: unknown) => (isLine(value) ? failing(value) : keys(value)), {
  stringify: (value: unknown) => keys.stringify(value),
})

function isLine(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'level' in value
}

/** All that a logger keeps under symbols. */
function insideOf(logger: object): unknown[] {
  return Object.getOwnPropertySymbols(logger).map((symbol) => Reflect.get(logger, symbol))
}

function setUp(options: LoggerOptions = {}, redact: JsonRedact = writing) {
  const lines: string[] = []
  const logger = pino(
    { base: null, ...options, hooks: redactHooks(redact) },
    { write: (line) => void lines.push(line) },
  )
  return { logger, lines }
}

describe('redactHooks with a redactor that writes JSON', () => {
  test.each(shapes)('lets an address out nowhere: %s', (_title, make) => {
    const { logger, lines } = setUp({ mixin: () => ({ mixed: make() }), serializers: { s: () => make() } })

    logger.info(make())
    logger.info({ deep: make() }, 'with %o and %s', make(), JSON.stringify(make()))
    logger.info({ s: 1 }, JSON.stringify(make()))
    logger
      .child({ deep: make() }, { serializers: { c: () => make() } })
      .child({ c: 1 })
      .info(make())
    logger.child({}, { formatters: { log: () => make() } }).info({ a: 1 })
    logger.setBindings(make())
    logger.info('y')

    expect(lines).toHaveLength(6)
    expect(lines.filter((line) => leaks(line) || line.includes(FAILED))).toEqual([])
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
  })

  test.each<[string, LoggerOptions]>([
    ['nothing', {}],
    ['a base and a name', { base: { pid: 1, hostname: 'h' }, name: 'shop' }],
    ['a nested key', { nestedKey: 'data' }],
    ['other keys', { messageKey: 'message', errorKey: 'error' }],
    ['a prefix and CRLF', { msgPrefix: '[app] ', crlf: true }],
    ['a clock that writes ISO times', { timestamp: () => ',"time":"2026-01-01T00:00:00.000Z"' }],
    [
      'formatters',
      {
        formatters: {
          level: (label) => ({ severity: label }),
          log: (o) => ({ ...o, added: 1 }),
          bindings: () => ({ a: 1 }),
        },
      },
    ],
    ['a mixin', { mixin: () => ({ mixed: true }) }],
    [
      'serializers',
      {
        serializers: {
          c: (c) => String(c),
          err: stdSerializers.errWithCause,
          msg: (m) => `${m}!`,
          gone: () => undefined,
        },
      },
    ],
  ])('writes what pino writes where nothing has to go, with %s', (_title, options) => {
    const plain: string[] = []
    const fixed = { timestamp: false, base: null, ...options } as const
    const { logger, lines } = setUp(fixed)
    const other = pino(fixed, { write: (line) => void plain.push(line) })
    const error = Object.assign(new RangeError('too much', { cause: 'inner' }), { code: 'E1', stack: 'at x' })
    const fields = {
      a: 1,
      b: [true, null, { d: 'é"\\\n\u2028' }],
      c: {},
      n: Number.NaN,
      u: undefined,
      f: () => 1,
      gone: 1,
      at: new Date(0),
    }

    for (const target of [logger, other]) {
      const child = target.child({ requestId: 'r1', one: 1 }).child({ two: 2 })
      child.info(fields, 'done in %d ms: %s', 12, 'ok')
      child.warn('text')
      child.error(error)
      child.error({ err: error, e: 1 }, 'failed')
      child.info({})
      child.info(null)
      target.setBindings({ later: 1 })
      target.fatal({ msg: 'own' })
    }

    expect(lines).toEqual(plain)
  })

  test('redacts what a formatter has put beside the level', () => {
    const { logger, lines } = setUp({ formatters: { level: (label) => ({ severity: label, by: CANARY }) } })

    logger.info('x')

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ severity: 'info', by: '[user.contact.email]', msg: 'x' })
  })

  test('writes bindings of many loggers, each its own', () => {
    const { logger, lines } = setUp()

    for (let n = 0; n < 500; n++) logger.child({ n, userEmail: CANARY }).info('x')

    expect(lines.map((line) => JSON.parse(line).n)).toEqual(Array.from({ length: 500 }, (_, n) => n))
    expect(lines.filter(leaks)).toEqual([])
  })

  test.each<[string, LoggerOptions]>([
    ["pino's own redact", { redact: ['token'] }],
    ['a clock of the app', { timestamp: () => `,"time":"${CANARY}"` }],
    ['a binding with more digits than a number has', { base: { id: 12345678901234567890n } }],
  ])('redacts the finished line where a logger has %s', (_title, options) => {
    const { logger, lines } = setUp(options, keys)
    const { logger: seen, lines: withheld } = setUp(options)

    logger.info({ email: CANARY, token: 'x' }, `to ${CANARY}`)
    seen.info({ email: CANARY, token: 'x' }, `to ${CANARY}`)

    expect(lines.filter(leaks)).toEqual([])
    expect(lines[0]).toContain('[user.contact.email]')
    expect(withheld[0]).toContain(FAILED)
  })

  test('leaves the tracing channel of pino to its subscribers', () => {
    const { logger, lines } = setUp({}, keys)
    const channel = tracingChannel('pino_asJson')
    let heard = 0
    const listener = { start: () => (heard += 1), end() {}, asyncStart() {}, asyncEnd() {}, error() {} }

    channel.subscribe(listener)
    logger.info({ email: CANARY })
    channel.unsubscribe(listener)
    logger.info({ email: CANARY })

    expect(heard).toBe(1)
    expect(lines.filter(leaks)).toEqual([])
    expect(lines).toHaveLength(2)
  })

  test.each([
    ['throws', () => failing(CANARY) as string],
    ['answers no object', () => '"[too-deep]"'],
  ])('withholds a line when the writing %s and the redactor throws', (_title, stringify) => {
    const { logger, lines } = setUp(
      {},
      Object.assign((value: unknown) => failing(value), { stringify }),
    )

    logger.child({ email: CANARY }).info({ email: CANARY }, 'to %s', CANARY)

    expect(lines.filter(leaks)).toEqual([])
    expect(JSON.parse(lines[0] ?? '')).toEqual({ level: 30, time: expect.any(Number), msg: FAILED })
  })

  test('takes no line for its own that it has not just written', () => {
    const hooks = redactHooks(keys)
    const lines: string[] = []
    const logger = pino({ hooks }, { write: (line) => void lines.push(line) })
    const foreign = `{"level":30,"email":"${CANARY}"}\n`

    logger.info({ email: CANARY })

    expect(leaks(hooks.streamWrite(foreign))).toBe(false)
    expect(leaks(hooks.streamWrite(lines[0] ?? ''))).toBe(false)
  })

  test('works for several loggers with one set of hooks, which it touches once each', () => {
    const hooks = redactHooks(writing)
    const lines: string[] = []
    const destination = { write: (line: string) => void lines.push(line) }
    const [first, second] = [pino({ hooks }, destination), pino({ hooks, nestedKey: 'data' }, destination)]

    first.info({ email: CANARY })
    second.info({ email: CANARY })
    const touched = [first, second].map(insideOf)
    first.info({ email: CANARY })
    second.child({ a: 1 }).info({ email: CANARY })

    expect([first, second].map(insideOf)).toEqual(touched)

    expect(lines.filter((line) => leaks(line) || line.includes(FAILED))).toEqual([])
    expect(lines).toHaveLength(4)
  })

  test('leaves a logger alone that is not as expected', () => {
    const writer = createLineWriter(keys.stringify)
    const logger = { [Symbol('pino.asJson')]: () => CANARY }
    const before = Reflect.ownKeys(logger)

    writer.attach(logger)
    writer.attach(logger)

    expect(Reflect.ownKeys(logger)).toEqual(before)
    expect(writer.knows('x')).toBe(false)
  })

  test('writes the times of pino', () => {
    for (const timestamp of [
      stdTimeFunctions.isoTime,
      stdTimeFunctions.epochTime,
      stdTimeFunctions.unixTime,
      stdTimeFunctions.isoTimeNano,
    ]) {
      const { logger, lines } = setUp({ timestamp })

      logger.info('x')

      expect(lines[0]).toMatch(/^\{"level":30,"time":.*,"msg":"x"\}\n$/)
    }
  })
})
