import { nonPersonal, personal } from '@privacykit/pii'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { columnsOf } from './columns-of.ts'

describe('columns of a tagged schema', () => {
  it('take each field’s own classification', () => {
    const row = z.object({
      id: nonPersonal(z.string()),
      email: personal(z.email(), 'user.contact.email').optional(),
      notes: z.array(personal(z.string(), 'user.content.private')),
    })

    expect(columnsOf(row)).toEqual({ id: 'non-personal', email: 'user.contact.email', notes: 'user.content.private' })
  })

  it('leave out what nobody has tagged, so that the check names it', () => {
    const row = z.object({ id: nonPersonal(z.string()), phone: z.string(), extra: z.unknown() })

    expect(columnsOf(row)).toEqual({ id: 'non-personal' })
  })

  it('refuse a field with several categories', () => {
    const row = z.object({
      who: z.object({ name: personal(z.string(), 'user.name'), email: personal(z.email(), 'user.contact.email') }),
    })

    expect(() => columnsOf(row)).toThrow(
      expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining('who') }),
    )
  })
})
