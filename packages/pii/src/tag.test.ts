import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import * as mini from 'zod/mini'
import { classificationOf, nonPersonal, personal } from './tag.ts'

describe('personal', () => {
  test('tags a clone and leaves a shared schema as it was', () => {
    const shared = z.string()

    const name = personal(shared, 'user.name')

    expect(classificationOf(name)).toEqual({ category: 'user.name', kind: 'direct' })
    expect(classificationOf(shared)).toBeNull()
  })

  test('keeps the tag through checks and descriptions, in zod and in zod/mini', () => {
    const email = personal(z.email(), 'user.contact.email').min(6).describe('work')
    const small = personal(mini.string(), 'user.name', { kind: 'quasi' }).check(mini.minLength(2))

    expect(classificationOf(email)).toEqual({ category: 'user.contact.email', kind: 'direct' })
    expect(classificationOf(small)).toEqual({ category: 'user.name', kind: 'quasi' })
  })

  test('parses as the plain schema does', () => {
    const email = personal(z.email(), 'user.contact.email')

    expect(email.parse('a@b.example')).toBe('a@b.example')
    expect(email.safeParse('a').success).toBe(false)
  })

  test('refuses a schema that is optional or nullable already', () => {
    const optional = z.string().optional() as unknown as z.ZodString // as: the compiler refuses it too

    expect(() => personal(optional, 'user.name')).toThrow(/then make it optional/)
  })

  test('refuses a second category, and a tag on what was marked non-personal', () => {
    const name = personal(z.string(), 'user.name')

    expect(() => personal(name, 'user.contact.email')).toThrow(/already classified/)
    expect(() => personal(nonPersonal(z.string()), 'user.name')).toThrow(/already classified/)
    expect(() => nonPersonal(name)).toThrow(/tagged as personal/)
  })
})

test('two copies of the package share their tags', () => {
  const name = personal(z.string(), 'user.name')

  const registry = Reflect.get(globalThis, Symbol.for('privacykit.pii.tags'))

  expect(registry.get(name)).toMatchObject({ category: 'user.name' })
})
