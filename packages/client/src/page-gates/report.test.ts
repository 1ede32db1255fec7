import { expect, test, vi } from 'vitest'
import { createReport } from './report.ts'

const soon = () => new Promise<void>((done) => queueMicrotask(() => queueMicrotask(done)))

test('counts the same thing once, and keeps an earlier report as it was', () => {
  const book = createReport(['css'])
  book.note('stopped', 'fetch', 'a.example', ['analytics'])
  const first = book.report()

  book.note('stopped', 'fetch', 'a.example', ['analytics'])
  book.note('stopped', 'img', 'a.example', ['analytics'])

  expect(first.seen.map(({ count }) => count)).toEqual([1])
  expect(book.report().seen.map(({ kind, count }) => [kind, count])).toEqual([
    ['fetch', 2],
    ['img', 1],
  ])
  expect(book.report()).toBe(book.report())
  expect(book.report().cannotStop).toEqual(['css'])
})

test('tells listeners once for several sightings, never in the same tick, and not after they left', async () => {
  const book = createReport([])
  const heard: number[] = []
  const leave = book.onReport(({ seen }) => heard.push(seen.length))

  for (const host of ['a.example', 'b.example']) book.note('stopped', 'fetch', host, [])
  const inTheSameTick = heard.length
  await soon()
  leave()
  book.note('stopped', 'fetch', 'c.example', [])
  await soon()

  expect(inTheSameTick).toBe(0)
  expect(heard).toEqual([2])
})

test('keeps at most 500 different sightings, and goes on counting those', () => {
  const book = createReport([])
  for (let host = 0; host < 600; host++) book.note('undeclared', 'img', `${host}.example`, [])

  book.note('undeclared', 'img', '7.example', [])

  const { seen } = book.report()
  expect(seen).toHaveLength(500)
  expect(seen.find(({ host }) => host === '7.example')?.count).toBe(2)
})

test('says when something happened last', () => {
  vi.useFakeTimers({ now: 1000 })
  const book = createReport([])

  book.note('stopped', 'fetch', 'a.example', [])
  vi.setSystemTime(2000)
  book.note('stopped', 'fetch', 'a.example', [])
  vi.useRealTimers()

  expect(book.report().seen[0]?.lastAt).toBe(2000)
})
