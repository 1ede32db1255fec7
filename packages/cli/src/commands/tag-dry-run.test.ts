import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestProject, type TestProject } from '../test-project.ts'

const SECRET = 'jane@example.test'
let project: TestProject
beforeEach(() => {
  project = createTestProject()
  project.write(
    'events.ts',
    `import * as z from 'zod'
import { nonPersonal, personal } from '@privacykit/pii'
const viewed = z.object({ page: nonPersonal(z.string()), email: personal(z.email(), 'user.contact.email').optional(), ref: z.string().optional(),
  at: nonPersonal(z.date()).optional() })
export const events = { viewed, left: z.object({ why: nonPersonal(z.string()) }) }\n`,
  )
})
afterEach(() => project.remove())

function writeLines(...lines: unknown[]): void {
  project.write(
    'payloads.jsonl',
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
}

const run = (...args: string[]) =>
  project.run(['tag', '--dry-run', 'events.ts', '--payloads', 'payloads.jsonl', ...args])

describe('privacykit tag --dry-run', () => {
  test('counts by event and path, and never prints a value, a foreign key or a foreign event', async () => {
    writeLines(
      { event: 'viewed', payload: { page: '/' } },
      { event: 'viewed', payload: { page: '/', email: SECRET, ref: SECRET } },
      { event: 'viewed', payload: { page: '/', email: SECRET, [SECRET]: 1 } },
      { event: SECRET, payload: { x: SECRET } },
      { event: 'left', payload: SECRET },
    )

    const { code, out, err } = await run()

    expect(code).toBe(0)
    expect(out.split('\n')).toEqual([
      'viewed: 3 payloads, 1 untouched',
      '  2  email  user.contact.email',
      '  1  ref    nobody has classified it',
      '  1  $.*    the schema has no such field',
      '',
      '(undeclared event): 1 payload, 0 untouched, 1 left with nothing',
      '  1  $  the module has no schema for this event',
      '',
      'left: 1 payload, 0 untouched, 1 left with nothing',
      '  1  $  not what the schema says',
      '',
      '5 payloads: 1 would pass as they are, 2 would lose something, 2 would not be sent at all.',
    ])
    expect(out + err).not.toContain('jane')
  })

  test('lets accepted categories pass', async () => {
    writeLines({ event: 'viewed', payload: { page: '/', email: SECRET } })

    expect(JSON.parse((await run('--accepts', 'user.contact', '--json')).out)).toEqual({
      payloads: 1,
      untouched: 1,
      emptied: 0,
      failed: 0,
      events: [{ event: 'viewed', payloads: 1, untouched: 1, emptied: 0, places: [] }],
      broken: { count: 0, numbers: [] },
    })
  })

  test('names broken lines by their numbers, without what is in them', async () => {
    writeLines(
      { event: 'viewed', payload: { page: '/' } },
      '',
      `{ "event": "viewed", ${SECRET}`,
      { page: '/' },
      { event: 7, payload: {} },
      '\u0000',
    )

    const { code, out, err } = await run()

    expect(code).toBe(0)
    expect(out).toContain('4 lines were left out, they are not payloads: 3, 4, 5, 6.')
    expect(out + err).not.toContain('jane')
  })

  test('takes bare payloads of one event', async () => {
    writeLines({ why: 'done' }, { why: 'done', more: 1 }, 'null')

    const { out } = await run('--event', 'left')

    expect(out).toContain('left: 3 payloads, 2 untouched')
  })

  test('says that a date cannot be in a file of JSON', async () => {
    writeLines({ event: 'viewed', payload: { page: '/', at: '2026-01-01' } })

    expect((await run()).out).toContain('note  at: JSON has no date')
  })

  test('takes exported schemas as events where there is no object of them', async () => {
    project.write(
      'events.ts',
      `import * as z from 'zod'\nimport { nonPersonal } from '@privacykit/pii'\nexport const opened = z.object({ page: nonPersonal(z.string()) })\n`,
    )
    writeLines({ event: 'opened', payload: { page: '/' } })

    expect((await run()).out).toContain('opened: 1 payload, all untouched')
  })

  test('reads a file of many chunks, and a line that is too long for any payload', async () => {
    const payload = JSON.stringify({ event: 'viewed', payload: { page: 'ü'.repeat(5000) } })
    project.write('payloads.jsonl', `${`${payload}\n`.repeat(300)}${'x'.repeat(17 * 1024 * 1024)}\n${payload}`)

    const { out } = await run()

    expect(out).toContain('viewed: 301 payloads, all untouched')
    expect(out).toContain('Line 301 was left out')
  })

  test.each([
    [['--dry-run'], 2, 'Say which module'],
    [['--dry-run', 'events.ts'], 2, 'Say with --payloads'],
    [['--dry-run', 'events.ts', '--payloads', 'p', '--event', 'x'], 2, 'It has viewed, left.'],
    [['--dry-run', 'events.ts', '--payloads', 'p', '--accepts', 'email'], 2, 'there is no category "email"'],
    [['--dry-run', 'events.ts', '--payloads', 'gone.jsonl'], 1, 'gone.jsonl cannot be read'],
    [['--dry-run', 'none.ts', '--payloads', 'p'], 1, 'exports no event schemas'],
  ])('explains %j', async (args, code, message) => {
    project.write('none.ts', 'export const a = {}\n')

    expect(await project.run(['tag', ...args])).toMatchObject({ code, err: expect.stringContaining(message) })
  })

  test('fails when no line could be used', async () => {
    writeLines('x')

    expect((await run()).code).toBe(1)
  })
})
