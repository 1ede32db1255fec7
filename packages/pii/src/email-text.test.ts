import { describe, expect, test } from 'vitest'
import { findEmails } from './email-text.ts'

const foundIn = (text: string) => findEmails(text).map(({ start, end }) => text.slice(start, end))

describe('findEmails', () => {
  test.each([
    ['write to jane.doe+news@mail.example.org.', ['jane.doe+news@mail.example.org']],
    ['<jane@example.org>,"bob@example.org"', ['jane@example.org', 'bob@example.org']],
    ["'jane@example.org' o'neil@example.org", ['jane@example.org', "o'neil@example.org"]],
    ['/reset?to=jane%40example.org&x=1', ['jane%40example.org']],
    ['next=%2Fx%3Fto%3Djane%2540example.org%26y', ['jane%2540example.org']],
    ['{"a":"jane\\u0040example.org"}', ['jane\\u0040example.org']],
    ['jürgen.größe@müller.example', ['jürgen.größe@müller.example']],
    ['メールjane@example.orgまで', ['jane@example.org']],
    ['用户@例子.广告', ['用户@例子.广告']],
    ['jane@xn--mller-kva.xn--p1ai', ['jane@xn--mller-kva.xn--p1ai']],
    ['to "jane doe"@example.org now', ['"jane doe"@example.org']],
    ['postgres://app:hunter2@db.example.org/x', ['hunter2@db.example.org']],
  ])('%s', (text, expected) => expect(foundIn(text)).toEqual(expected))

  test.each([
    '@jane',
    'a @ b.example',
    'react@18.2.0-rc.one',
    '/@shop/x',
    '50%40',
    '"pkg":"@scope.name"',
    'jane@localhost',
  ])('leaves %s alone', (text) => expect(foundIn(text)).toEqual([]))
})
