import { expect, test } from 'vitest'
import { textTable } from './text-table.ts'

test('lines cells up, and lets one that is far too wide push its own row only', () => {
  const wide = 'x'.repeat(80)

  expect(
    textTable([
      ['a', '1', 'end'],
      ['bbb', '22', ''],
      [wide, '3', 'end'],
    ]),
  ).toEqual(['  a    1   end', '  bbb  22', `  ${wide}  3   end`])
})
