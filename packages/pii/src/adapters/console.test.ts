import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { createKeyRedactor } from '../key-redactor.ts'
import { installRedactedConsole, redactConsole } from './console.ts'
import { FAILED, type Redact } from './redact.ts'
import { CANARY, failing, leaks, MASK, redactCanary, redactEmailKey, shapes } from './test-canary.ts'

/** A real console of Node that prints into a text. */
function printer() {
  let text = ''
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk)
      done()
    },
  })
  return { console: new Console(stream, stream), printed: () => text }
}

function setUp(redact: Redact = redactCanary) {
  const { console, printed } = printer()
  return { log: redactConsole(redact, console), console, printed }
}

describe('redactConsole', () => {
  test.each(shapes)('prints an address in no way: %s', (_title, make) => {
    const { log, printed } = setUp(createKeyRedactor({ base64: true }))
    const text = JSON.stringify(make())

    for (const method of [
      'log',
      'info',
      'warn',
      'error',
      'debug',
      'trace',
      'group',
      'groupCollapsed',
      'dirxml',
    ] as const) {
      log[method](make(), { deep: make() }, text)
      log[method]('%o and %O, %j and %s', make(), make(), make(), text)
    }
    log.dir(make(), { depth: 9 })
    log.table([make()])
    log.assert(false, '%o', make(), text)
    log.count(text)
    log.time(text)
    log.timeLog(text, make())
    log.timeEnd(text)

    expect(leaks(printed())).toBe(false)
    expect(printed()).toContain('Assertion failed')
  })

  test('prints exactly what the console prints where nothing has to go', () => {
    const { log, printed } = setUp(createKeyRedactor())
    const { console, printed: expected } = printer()
    const error = Object.assign(new RangeError('too much', { cause: new Error('inner') }), { code: 'E1' })

    for (const target of [log, console]) {
      target.log('%s is %d, %o %% %c', 'one', 1, { a: [1] }, 'color: red', 'rest', null, undefined, 5n, Symbol('s'))
      target.error(error, { error })
      target.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 })
      target.table([{ a: 1, b: 2 }], ['b'])
      target.assert(true, 'not printed')
      target.assert(false, '%s', 'printed')
      target.group('outer')
      target.log(new Map([['a', new Set([1])]]))
      target.groupEnd()
      target.log()
      target.count()
    }

    expect(printed()).toBe(expected())
  })

  test('redacts an error with message, stack, causes and own fields, and prints it as one', () => {
    const { log, printed } = setUp()
    const inner = new Error(`inner ${CANARY}`)
    const error = Object.assign(new TypeError(`no ${CANARY}`, { cause: inner }), { to: CANARY, code: 'E1' })

    log.error(error)
    log.error('failed: %s', error)
    log.error({ deep: [new AggregateError([error], 'many')] })

    expect(leaks(printed())).toBe(false)
    expect(printed()).toContain("code: 'E1'")
    expect(printed()).toContain('many')
  })

  test('ends on an error that is its own cause', () => {
    const { log, printed } = setUp()
    const error = new Error(CANARY)
    error.cause = { error }

    log.error(error)

    expect(leaks(printed())).toBe(false)
    expect(printed()).toContain('circular')
  })

  test('redacts an address that only the finished format shows', () => {
    const { log, printed } = setUp()

    log.log('%s@%s %o', 'leak', 'contoso.example', { a: 1 })

    expect(printed()).toBe(`${MASK} { a: 1 }\n`)
  })

  test('redacts by key what a format would print', () => {
    const { log, printed } = setUp(redactEmailKey)

    log.info('saw %o', { email: 'Jane' })

    expect(printed()).toContain(MASK)
    expect(printed()).not.toContain('Jane')
  })

  test('prints that an argument was withheld where the redactor throws, and never throws itself', () => {
    const { log, printed } = setUp(failing)

    log.error(new Error(CANARY), { email: CANARY })
    log.dir({ email: CANARY })

    expect(printed()).toBe(`${FAILED} ${FAILED}\n'${FAILED}'\n`)
  })

  test('changes neither the console nor the arguments', () => {
    const { log, console, printed } = setUp()
    const error = new Error(CANARY)
    const fields = { email: CANARY, error }

    log.log(fields)
    console.log(fields.email)

    expect(fields).toEqual({ email: CANARY, error })
    expect(error.message).toBe(CANARY)
    expect(printed()).toContain(CANARY)
  })
})

describe('installRedactedConsole', () => {
  test('redacts in place until it is undone', () => {
    const { console, printed } = printer()
    const { log } = console
    const undo = installRedactedConsole(redactCanary, console)

    console.log(CANARY)
    const during = printed()
    undo()
    console.log(CANARY)

    expect(during).toBe(`${MASK}\n`)
    expect(printed()).toBe(`${MASK}\n${CANARY}\n`)
    expect(console.log).toBe(log)
  })

  test('covers the global console', () => {
    const { log } = globalThis.console
    const undo = installRedactedConsole(redactCanary)

    const during = globalThis.console.log
    undo()

    expect(during).not.toBe(log)
    expect(globalThis.console.log).toBe(log)
  })

  test.each([
    ['the order of installing', [0, 1]],
    ['the other order', [1, 0]],
  ])('keeps the redactor that is left when two are undone in %s', (_title, order) => {
    const { console, printed } = printer()
    const { log } = console
    const first: Redact = (value) => (value === 'one' ? '1' : value)
    const second: Redact = (value) => (value === 'two' ? '2' : value)
    const undos = [installRedactedConsole(first, console), installRedactedConsole(second, console)]

    console.log('one', 'two')
    undos[order[0] ?? 0]?.()
    console.log('one', 'two')
    undos[order[1] ?? 0]?.()
    console.log('one', 'two')

    expect(printed().split('\n').slice(0, 3)).toEqual(['1 2', order[0] === 0 ? 'one 2' : '1 two', 'one two'])
    expect(console.log).toBe(log)
  })

  test('runs a redactor once that was installed twice, until both are undone; a second undo does nothing', () => {
    const { console } = printer()
    let runs = 0
    const counting: Redact = (value) => {
      runs += 1
      return value
    }
    const undoFirst = installRedactedConsole(counting, console)
    const undoSecond = installRedactedConsole(counting, console)

    console.log('x')
    const together = runs
    undoFirst()
    undoFirst()
    console.log('x')
    undoSecond()
    console.log('x')

    expect([together, runs]).toEqual([1, 2])
  })

  test('leaves the method alone that somebody else has put over ours, and lets it through', () => {
    const { console, printed } = printer()
    const undo = installRedactedConsole(redactCanary, console)
    const ours = console.log
    const theirs = (...args: unknown[]) => ours('theirs', ...args)
    console.log = theirs

    undo()
    console.log(CANARY)

    expect(console.log).toBe(theirs)
    expect(printed()).toBe(`theirs ${CANARY}\n`)
  })

  test('ends when the redactor prints what it has to redact', () => {
    const { console, printed } = printer()
    const undo = installRedactedConsole((value) => {
      console.log('redacting', value)
      return redactCanary(value)
    }, console)

    console.log(CANARY)
    undo()

    expect(leaks(printed())).toBe(false)
    expect(printed().split('\n').length).toBeLessThan(10)
  })
})
