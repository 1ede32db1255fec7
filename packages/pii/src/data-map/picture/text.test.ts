import { expect, test } from 'vitest'
import { fitted, widthOf } from './text.ts'

const options = { width: 120, size: 13, lines: 2 }

test('breaks between words, and cuts what is left with an ellipsis', () => {
  expect(fitted('Name', options)).toEqual(['Name'])
  expect(fitted('Account or other unique id', options)).toEqual(['Account or other', 'unique id'])
  expect(fitted('Account or other unique id of a person', options)[1]).toMatch(/^unique id of.*…$/)
})

test('breaks inside a word only where no other way is left', () => {
  const [first = '', second = ''] = fitted('user.contact.address.postal_code.of_the_person', options)

  expect(first.length).toBeGreaterThan(10)
  expect(second).toMatch(/…$/)
  expect([first, second].every((line) => widthOf(line, 13) <= 120)).toBe(true)
})

test('counts wide scripts as wide, and marks as nothing', () => {
  expect(widthOf('住所', 10)).toBeGreaterThan(widthOf('ab', 10))
  expect(widthOf('e\u0301', 10)).toBe(widthOf('e', 10))
})

test('answers one line for a text that is empty', () => {
  expect(fitted('  ', options)).toEqual([''])
})
