import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { type LoggerOptions, multistream, pino, stdSerializers } from 'pino'
import { describe, expect, test } from 'vitest'
import { createKeyRedactor } from '../key-redactor.ts'
import { type PinoHookOptions, redactHooks } from './pino.ts'
import { EMPTY, FAILED, type Redact } from './redact.ts'
import { CANARY, failing, leaks, MASK, redactCanary, redactEmailKey, shapes } from './test-canary.ts'

function setUp(options: LoggerOptions = {}, redact: Redact = redactCanary, own: PinoHookOptions = {}) {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  const logger = pino({ base: null, ...options, hooks: redactHooks(redact, own) }, destination)
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown> }
}

describe('redactHooks', () => {
  test.each(shapes)('lets an address out nowhere: %s', (_title, make) => {
    const { logger, lines } = setUp({ mixin: () => ({ mixed: make() }), serializers: { s: () => make() } })

    logger.info(make())
    logger.info(make(), 'a text')
    logger.info({ deep: make() }, 'with %o and %j and %s', make(), make(), make())
    logger.info('text %o', make())
    logger.info('%s', JSON.stringify(make()))
    logger.info(make(), ...([make(), make()] as never[])) // as: callers without types do this
    logger.info({ s: 1 })
    logger.child(make()).info('x')
    logger
      .child({ deep: make() }, { serializers: { c: () => make() } })
      .child({ c: 1 })
      .info(make())
    logger.setBindings(make())
    logger.info('y')

    expect(lines).toHaveLength(10)
    expect(lines.filter(leaks)).toEqual([])
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
  })

  test('leaves the lines of pino alone where nothing has to go', () => {
    const plain: string[] = []
    const options = { customLevels: { audit: 35 }, msgPrefix: '[app] ', nestedKey: 'data', timestamp: false } as const
    const fields = { a: 1, b: [true, null], c: { d: 'é"\\\n\u2028' }, n: 1.5e300, at: new Date(0) }
    const { logger, lines } = setUp(options)
    const other = pino({ base: null, ...options }, { write: (line) => void plain.push(line) })

    for (const target of [logger, other]) {
      const child = target.child({ requestId: 'r1' })
      child.info(fields, 'done in %d ms: %s', 12, 'ok')
      child.warn('text')
      child.error(new RangeError('too much').message)
    }

    expect(lines).toEqual(plain)
  })

  test('redacts a binding that a later one hides under the same key', () => {
    const { logger, lines } = setUp()

    logger.child({ note: CANARY }).child({ note: 'plain' }).info({ note: 'last' })

    expect(lines.filter(leaks)).toEqual([])
    expect(lines[0]).toContain('"note":"last"')
  })

  test('redacts an argument by its keys before it melts into the text', () => {
    const { logger, last } = setUp({}, redactEmailKey)

    logger.info('saw %o', { email: 'Jane', plan: 'pro' })

    expect(last().msg).toBe(`saw {"email":"${MASK}","plan":"pro"}`)
  })

  test('redacts an address that only the finished text shows', () => {
    const { logger, last } = setUp()

    logger.info('to %s@%s', 'leak', 'contoso.example')

    expect(last().msg).toBe(MASK)
  })

  test('redacts an error with message, stack, causes and own fields, given alone, under err, and under other keys', () => {
    const cause = new Error(`cause ${CANARY}`)
    const error = Object.assign(new Error(`no ${CANARY}`, { cause }), { detail: CANARY, code: 'E1' })
    const { logger, lines, last } = setUp({
      serializers: { failure: stdSerializers.errWithCause },
    })

    logger.error(error)
    logger.error({ err: error, failure: error }, 'failed')
    logger.error(error, 'failed %s', error)
    logger.error(new AggregateError([error], 'many'))

    expect(lines.filter(leaks)).toEqual([])
    expect(lines[1]).toContain('"code":"E1"')
    expect(last()).toMatchObject({ level: 50 })
  })

  test('keeps the hooks, formatters and serializers of the app, and redacts what they add', () => {
    const formatters = { log: (fields: object) => ({ ...fields, added: CANARY }) }
    const serializers = { seen: (n: number) => `${n} ${CANARY}` }
    const { logger, lines } = setUp({ formatters, serializers }, redactCanary, {
      logMethod(args, method) {
        method.apply(this, [{ seen: args.length }, 'was %s', CANARY])
      },
      streamWrite: (line) => line.replace('"seen"', `"by":"${CANARY}","seen"`),
    })

    logger.info('x %s', 'y')

    expect(lines.filter(leaks)).toEqual([])
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ seen: MASK, by: MASK, added: MASK, msg: `was ${MASK}` })
  })

  test('gives the hook of the app the redacted line', () => {
    const seen: string[] = []
    const streamWrite = (line: string) => {
      seen.push(line)
      return line
    }
    const { logger } = setUp({}, redactCanary, { streamWrite })

    logger.info({ email: CANARY })

    expect(seen.filter(leaks)).toEqual([])
    expect(seen).toHaveLength(1)
  })

  test('redacts as text what the hook of the app has made of the line', () => {
    const streamWrite = (line: string) => (line.includes('secret') ? `INFO ${CANARY}\n` : 'INFO done\n')
    const { logger, lines } = setUp({}, redactCanary, { streamWrite })

    logger.info('secret')
    logger.info('other')

    expect(lines).toEqual([MASK, 'INFO done\n'])
  })

  test('works beside the redact option of pino, also that of a child', () => {
    const { logger, last } = setUp({ redact: ['token'] })

    logger.child({ a: CANARY }, { redact: ['code'] }).info({ code: 1, b: CANARY })

    expect(last()).toMatchObject({ a: MASK, b: MASK, code: '[Redacted]' })
  })

  test('keeps every digit of a bigint, whether something had to go or not', () => {
    const { logger, lines } = setUp()

    logger.info({ id: 12345678901234567890n, n: -9007199254740993n, s: '12345678901234567890' })
    logger.info({ id: 12345678901234567890n, email: CANARY })

    expect(lines[0]).toContain('"id":12345678901234567890,"n":-9007199254740993,"s":"12345678901234567890"')
    expect(lines[1]).toContain('"id":12345678901234567890')
  })

  test('withholds a line at which the redactor throws, says so, and lets the call return', () => {
    const { logger, lines, last } = setUp({ messageKey: 'message' }, failing, { messageKey: 'message' })

    logger.child({ email: CANARY }).warn({ email: CANARY }, 'to %s', CANARY)

    expect(lines.filter(leaks)).toEqual([])
    expect(last()).toEqual({ level: 40, time: expect.any(Number), message: FAILED })
  })

  test.each([
    ['nothing', undefined, EMPTY],
    ['a text', 'gone', EMPTY],
    ['a list', [], EMPTY],
    ['a promise', Promise.resolve({ email: CANARY }), FAILED],
    [
      'what JSON cannot hold',
      {
        a: {
          toJSON: () => {
            throw new Error(CANARY)
          },
        },
      },
      FAILED,
    ],
    ['what JSON leaves out', { toJSON: () => undefined }, EMPTY],
  ])('withholds a line of which the redactor answers %s', (_title, answer, why) => {
    const { logger, lines, last } = setUp({}, () => answer)

    logger.info({ email: CANARY })

    expect(lines.filter(leaks)).toEqual([])
    expect(last()).toEqual({ level: 30, time: expect.any(Number), msg: why })
  })

  test('keeps level and time where the redactor knows only the fields of the app', () => {
    const { logger, last } = setUp({}, () => ({ plan: 'pro' }))

    logger.info({ email: CANARY })

    expect(last()).toEqual({ level: 30, time: expect.any(Number), plan: 'pro' })
  })

  test('gives every stream of a multistream the redacted line, and a transport', async () => {
    const lines: string[] = []
    const pass = new PassThrough()
    pass.on('data', (chunk) => lines.push(String(chunk)))
    const streams = multistream([{ stream: { write: (line: string) => void lines.push(line) } }, { stream: pass }])
    const logger = pino({ base: { who: CANARY }, hooks: redactHooks(redactCanary) }, streams)

    logger.info({ email: CANARY })
    await new Promise((resolve) => pass.end(resolve))

    expect(lines).toHaveLength(2)
    expect(lines.filter(leaks)).toEqual([])
  })

  test('does not change what is logged', () => {
    const fields = { email: CANARY, list: [{ email: CANARY }] }
    const logger = pino({ hooks: redactHooks(redactCanary) }, { write: () => {} })

    logger.info(fields, 'x %o', fields)

    expect(fields).toEqual({ email: CANARY, list: [{ email: CANARY }] })
  })

  test('passes on the errors of a destination and of an own serializer', () => {
    const broken = pino(
      { hooks: redactHooks(redactCanary) },
      {
        write: () => {
          throw new Error('closed')
        },
      },
    )
    const { logger } = setUp({
      serializers: {
        a: () => {
          throw new Error('serializer')
        },
      },
    })

    expect(() => broken.info('x')).toThrow('closed')
    expect(() => logger.info({ a: 1 })).toThrow('serializer')
  })

  test.each([
    ['reads lines', redactCanary],
    ['writes JSON', createKeyRedactor({ base64: true })],
  ])(
    'writes what pino writes for any fields, and lets no address out of any, with a redactor that %s',
    (_title, redact) => {
      const plain: string[] = []
      const { logger, lines } = setUp({ timestamp: false }, redact)
      const other = pino({ base: null, timestamp: false }, { write: (line) => void plain.push(line) })
      const text = fc.constantFrom('', 'plain', '"\\', `to ${CANARY}`, encodeURIComponent(CANARY))
      const { tree } = fc.letrec((tie) => ({
        tree: fc.oneof({ maxDepth: 4 }, text, fc.double(), fc.boolean(), fc.constant(null), tie('list'), tie('fields')),
        list: fc.array(tie('tree'), { maxLength: 4 }),
        fields: fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'then', 'd e', CANARY), tie('tree'), {
          maxKeys: 4,
        }),
      }))
      const fields = fc.dictionary(fc.constantFrom('c', 'e', 'then', 'f g', CANARY), tree, { maxKeys: 4 })

      fc.assert(
        fc.property(fields, text, (logged, message) => {
          for (const target of [logger, other]) target.child({ bound: logged }).info(logged, '%s', message)
          const [line = '', expected = ''] = [lines.at(-1), plain.at(-1)]
          return leaks(expected) ? !leaks(line) : line === expected
        }),
      )
    },
  )
})
