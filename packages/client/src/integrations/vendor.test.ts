import { describe, expect, test } from 'vitest'
import { BUFFER_LIMIT } from '../buffer.ts'
import { createBrowser, until } from '../fake-browser.ts'
import { connectVendor, type Vendor } from './vendor.ts'

const PANEL = { surface: 'panel' } as const

interface Library {
  sent: string[]
}

/** A client with a vendor behind `analytics`, whose library arrives when the test says so. */
function connect() {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  const library: Library = { sent: [] }
  const done: string[] = []
  const loads: { arrive(): void; fail(error: Error): void }[] = []
  const vendor: Vendor<Library> = connectVendor<Library, 'analytics'>(privacy, {
    purpose: 'analytics',
    load: () =>
      new Promise((resolve, reject) => loads.push({ arrive: () => resolve(library), fail: (error) => reject(error) })),
    start: () => void done.push('start'),
    stop: (_, { closed }) => void done.push(closed ? 'stop' : 'pause'),
  })
  const say = (answer: 'granted' | 'refused' | 'withdrawn') => privacy.choose({ analytics: answer }, PANEL)
  const send = vendor.call(({ sent }, event: string) => void sent.push(event))
  /** Ends when what was promised has happened. */
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  return { browser, privacy, library, done, loads, vendor, say, send, settle }
}

describe('a vendor behind a purpose', () => {
  test('is not loaded before a grant, and once for all grants', async () => {
    const { done, loads, say, settle } = connect()
    const before = loads.length

    say('granted')
    loads[0]?.arrive()
    await settle()
    say('withdrawn')
    say('granted')
    await settle()

    expect(before).toBe(0)
    expect(loads.length).toBe(1)
    expect(done).toEqual(['start', 'stop', 'start'])
  })

  test('does not start when the purpose closed while it was loading, and is told to leave nothing', async () => {
    const { done, loads, say, settle } = connect()
    say('granted')

    say('withdrawn')
    loads[0]?.arrive()
    await settle()

    expect(done).toEqual(['stop'])
  })

  test('starts once when the purpose closed and opened while it was loading', async () => {
    const { done, loads, say, settle } = connect()
    say('granted')
    say('withdrawn')
    say('granted')

    loads[0]?.arrive()
    await settle()

    expect(loads.length).toBe(1)
    expect(done).toEqual(['start'])
  })

  test('reports what keeps it from loading, and tries again with the next grant', async () => {
    const { browser, done, loads, say, settle } = connect()
    const blocked = new Error('blocked')
    say('granted')
    loads[0]?.fail(blocked)
    await until(() => browser.events.length > 0)

    say('withdrawn')
    say('granted')
    loads[1]?.arrive()
    await settle()

    expect(browser.events).toEqual([{ kind: 'callback-failed', purpose: 'analytics', error: blocked }])
    expect(done).toEqual(['start'])
  })

  test('keeps its identifiers when the page lets go of it under a standing grant', async () => {
    const { done, loads, say, send, settle, library, vendor } = connect()
    say('granted')
    loads[0]?.arrive()
    await settle()

    vendor.disconnect()
    send('after')

    expect(done).toEqual(['start', 'pause'])
    expect(library.sent).toEqual([])
  })
})

describe('a call to a vendor', () => {
  test('waits for the answer and for the library, in order', async () => {
    const { loads, say, send, settle, library } = connect()
    send('asked')
    say('granted')
    send('loading')
    loads[0]?.arrive()
    await settle()

    send('running')

    expect(library.sent).toEqual(['asked', 'loading', 'running'])
  })

  test('is thrown away when the answer is no', async () => {
    const { loads, say, send, settle, library } = connect()
    send('asked')
    say('refused')
    send('refused')

    say('granted')
    loads[0]?.arrive()
    await settle()

    expect(library.sent).toEqual([])
  })

  test('is thrown away when the purpose closes before the library is there', async () => {
    const { loads, say, send, settle, library } = connect()
    say('granted')
    send('loading')

    say('withdrawn')
    say('granted')
    loads[0]?.arrive()
    await settle()

    expect(library.sent).toEqual([])
  })

  test('is held with the first hundred only', async () => {
    const { loads, say, send, settle, library } = connect()
    say('granted')
    for (let index = 0; index < BUFFER_LIMIT + 5; index++) send(String(index))

    loads[0]?.arrive()
    await settle()

    expect(library.sent.length).toBe(BUFFER_LIMIT)
    expect(library.sent[0]).toBe('0')
  })
})
