import { expect, test } from 'vitest'
import { columnLine } from './field-source.ts'

test('a column line is code whatever the column is called', () => {
  const personal = { category: 'user.name', kind: 'direct', confidence: 0.9, because: '' } as const
  const lines = ['name', 'first name', `it's`, 'back\\slash', '1st', 'straße'].map((name) => columnLine(name, personal))

  expect(lines).toEqual([
    `name: 'user.name',`,
    `'first name': 'user.name',`,
    `'it\\'s': 'user.name',`,
    `'back\\\\slash': 'user.name',`,
    `'1st': 'user.name',`,
    `'straße': 'user.name',`,
  ])
})

test('a column about nobody is said to be so', () => {
  expect(columnLine('created_at', { nonPersonal: true, confidence: 0.8, because: '' })).toBe(
    `created_at: 'non-personal',`,
  )
})
