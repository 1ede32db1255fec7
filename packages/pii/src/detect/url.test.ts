/** Links that say something about a person, and links that do not. */
import { describe, expect, it } from 'vitest'
import { detect } from './index.ts'

const found = (text: string) => detect(text).map(({ start, end, type }) => `${type} ${text.slice(start, end)}`)

describe('links', () => {
  it.each([
    ['see https://jane:secret@shop.example/cart now', 'https://jane:secret@shop.example/cart'],
    ['GET https://shop.example/r?token=a8f5f167f44f HTTP', 'https://shop.example/r?token=a8f5f167f44f'],
    ['(https://shop.example/u?e=jane%40example.org).', 'https://shop.example/u?e=jane%40example.org'],
    ['postgres://app:hunter2@db.internal/app', 'postgres://app:hunter2@db.internal/app'],
    ['Website: https://www.janedoe.example/', 'https://www.janedoe.example/'],
    ['https://shop.example/shoes', 'https://shop.example/shoes'],
  ])('finds the one in %j', (text, value) => {
    expect(found(text)).toEqual([`URL ${value}`])
  })

  it.each([
    'Read https://shop.example/help before you write.',
    'Read https://shop.example/help?page=2&sort=price#top first',
    'proto://x and http:// and a://b',
    'go to shop.example for more',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([])
  })

  it('does not take a text that is only a link where texts alone do not count', () => {
    expect(detect('https://shop.example/shoes', { alone: false })).toEqual([])
  })
})
