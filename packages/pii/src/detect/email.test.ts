/** E-mail addresses, and what only looks like one. */
import { describe, expect, it } from 'vitest'
import { detect } from './index.ts'

const found = (text: string) => detect(text).map(({ start, end, type }) => `${type} ${text.slice(start, end)}`)

describe('e-mail addresses', () => {
  it.each([
    ['Write to jane.doe+news@mail.example.org, please.', 'jane.doe+news@mail.example.org'],
    ['<jane@example.org>', 'jane@example.org'],
    ["her login 'j_doe@example.co.id' failed", 'j_doe@example.co.id'],
    ['mailto:jane@example.org?subject=Hi', 'jane@example.org'],
    ['Ask jörg@bücher.example about it', 'jörg@bücher.example'],
    ['The end is jane@example.org.', 'jane@example.org'],
    ['q=jane%40example.org&page=2', 'jane%40example.org'],
    ['filter[email]%3Djane%40example.org', 'jane%40example.org'],
    ['x@xn--bcher-kva.xn--p1ai', 'x@xn--bcher-kva.xn--p1ai'],
  ])('finds the one in %j', (text, value) => {
    expect(found(text)).toEqual([`EMAIL ${value}`])
  })

  it.each([
    'the logo is logo@2x.png',
    'npm install left-pad@1.3.0',
    '@jane wrote to @joe',
    'git clone git@git.example.org:group/project.git',
    'info@localhost and info@presidio.',
    'a .@example.org and b..@example.org',
    'meet @ example.org',
    `${'a'.repeat(80)}@example.org`,
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([])
  })
})
