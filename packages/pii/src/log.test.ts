import { expect, test } from 'vitest'
import * as z from 'zod'
import { createLogRedactor } from './log.ts'
import type { Redaction } from './redaction.ts'
import { nonPersonal, personal } from './tag.ts'

const user = z.object({
  id: nonPersonal(z.string()),
  email: personal(z.string(), 'user.contact.email'),
  tags: z.array(personal(z.string(), 'user.name')),
})

test('masks known fields by category and drops unknown ones', () => {
  const redact = createLogRedactor({ user }, { plain: ['requestId'] })

  const line = redact({ user: { id: 'u1', email: 'a@b.example', tags: ['Jane'] }, requestId: 'r1', body: 'Jane' })

  expect(line).toEqual({ user: { id: 'u1', email: '[user.contact.email]', tags: ['[user.name]'] }, requestId: 'r1' })
})

test('keeps name and code of an error, and neither message nor a code that is a text', () => {
  const redact = createLogRedactor({})

  const known = Object.assign(new TypeError('no user a@b.example'), { code: 'ENOENT' })
  const free = Object.assign(new Error('x'), { code: 'no user a@b.example' })

  expect(redact({ err: known, other: free })).toEqual({
    err: { name: 'TypeError', code: 'ENOENT' },
    other: { name: 'Error' },
  })
})

test('keeps a plain field only while it is a scalar', () => {
  const redact = createLogRedactor({}, { plain: ['requestId'] })

  expect(redact({ requestId: { email: 'a@b.example' } })).toEqual({})
})

test('reports with the name of the field in front, and without the name of an unknown one', () => {
  const found: Redaction[] = []
  const redact = createLogRedactor(
    { user, names: z.array(personal(z.string(), 'user.name')) },
    { report: (redaction) => found.push(redaction) },
  )

  redact({ user: { email: 'a@b.example', more: 1 }, names: ['Jane'], 'a@b.example': 1 })

  expect(found.map(({ path }) => path)).toEqual(['user.email', 'user.*', 'names[]', '*'])
})
