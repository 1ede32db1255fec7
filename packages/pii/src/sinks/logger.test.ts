import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { personal } from '../tag.ts'
import { loggerSink } from './logger.ts'
import type { GuardReport } from './withheld.ts'

const SECRET = 'jane@example.test'
const user = z.object({ id: z.string(), email: personal(z.string(), 'user.contact.email') })
const untyped = (value: unknown) => value as never // as: lines that escaped the compiler

function recorded() {
  const lines: unknown[][] = []
  const write =
    (level: string) =>
    (...line: unknown[]) =>
      lines.push([level, ...line])
  return { lines, logger: { info: write('info'), warn: write('warn'), error: write('error'), child: () => {} } }
}

describe('a logger sink', () => {
  test('with schemas masks what they tag, and leaves out what nobody described', () => {
    const { lines, logger } = recorded()
    const log = loggerSink(logger, { fields: { user }, plain: ['requestId'] })

    log.info('signed in', untyped({ user: { id: 'u_1', email: SECRET }, requestId: 'r1', other: 1 }))

    expect(lines).toEqual([
      ['info', 'signed in', { user: { id: 'u_1', email: '[user.contact.email]' }, requestId: 'r1' }],
    ])
  })

  test('without schemas goes by key', () => {
    const { lines, logger } = recorded()

    loggerSink(logger).warn('slow', { path: `/people/${SECRET}`, password: 'x', ms: 12 })

    expect(lines).toEqual([
      ['warn', 'slow', { path: '/people/[user.contact.email]', password: '[user.authorization.password]', ms: 12 }],
    ])
  })

  test('keeps of an error its name and code, and the rest only where that is wished', () => {
    const { lines, logger } = recorded()
    const error = Object.assign(new TypeError(`no account for ${SECRET}`), { code: 'ENOENT', sql: SECRET })

    loggerSink(logger).error('failed', { err: error })
    loggerSink(logger, { errors: 'clean' }).error('failed', { err: error })

    expect(lines[0]).toEqual(['error', 'failed', { err: { name: 'TypeError', code: 'ENOENT' } }])
    expect(lines[1]).toMatchObject([
      'error',
      'failed',
      { err: { name: 'TypeError', code: 'ENOENT', message: 'no account for [user.contact.email]' } },
    ])
    expect(JSON.stringify(lines)).not.toContain('jane')
  })

  test('puts the fields first where the logger wants them so, and wraps the levels that it has', () => {
    const { lines, logger } = recorded()
    const log = loggerSink(logger, { fieldsFirst: true })

    log.info('started', { port: 80 })
    log.info('ready')

    expect(lines).toEqual([
      ['info', { port: 80 }, 'started'],
      ['info', 'ready'],
    ])
    expect(Object.keys(log)).toEqual(['info', 'warn', 'error'])
  })

  test('writes the line without its fields when they cannot be read, and says so', () => {
    const { lines, logger } = recorded()
    const reports: GuardReport[] = []
    const bad = {
      get a(): string {
        throw new Error(SECRET)
      },
    }

    loggerSink(logger, { onWithheld: (report) => reports.push(report) }).info('odd', bad)

    expect(lines).toEqual([['info', 'odd', {}]])
    expect(reports).toEqual([
      { sink: 'logger', event: 'odd', sent: true, withheld: [{ path: '$', category: null, why: 'failed' }] },
    ])
  })

  test('nets an address in the text of a line', () => {
    const { lines, logger } = recorded()

    loggerSink(logger).info(untyped(`hello ${SECRET}`))

    expect(lines).toEqual([['info', 'hello [user.contact.email]']])
  })
})
