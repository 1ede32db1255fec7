import { expect, test } from 'vitest'
import { BUFFER_LIMIT } from './buffer.ts'
import { createBrowser } from './fake-browser.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const

function setup() {
  const browser = createBrowser()
  const privacy = browser.open({ deviceOnly: true })
  const log: string[] = []
  const gate = (purpose: 'analytics' | 'ads') =>
    privacy.gate(purpose, () => {
      log.push(`start ${purpose}`)
      return () => void log.push(`stop ${purpose}`)
    })
  return { browser, privacy, log, gate }
}

test('stops what is closed before it starts what is opened', () => {
  const { privacy, log, gate } = setup()
  gate('ads')
  gate('analytics')
  privacy.choose({ analytics: 'granted' }, BANNER)

  privacy.choose({ analytics: 'withdrawn', ads: 'granted' }, BANNER)

  expect(log).toEqual(['start analytics', 'stop analytics', 'start ads'])
})

test('does not start again what already runs', () => {
  const { privacy, log, gate } = setup()
  gate('analytics')

  privacy.choose({ analytics: 'granted' }, BANNER)
  privacy.choose({ analytics: 'granted', ads: 'refused' }, BANNER)

  expect(log).toEqual(['start analytics'])
})

test('starts at once when the purpose is open already, and stops when the gate is taken away', () => {
  const { privacy, log, gate } = setup()
  privacy.choose({ analytics: 'granted' }, BANNER)

  const remove = gate('analytics')
  remove()
  remove()
  privacy.choose({ analytics: 'withdrawn' }, BANNER)

  expect(log).toEqual(['start analytics', 'stop analytics'])
})

test('lets no broken gate hold up the others, and reports it', async () => {
  const { browser, privacy, log, gate } = setup()
  privacy.gate('analytics', () => {
    throw new Error('start broke')
  })
  privacy.gate('analytics', () => () => {
    throw new Error('stop broke')
  })
  privacy.gate('analytics', async () => {
    throw new Error('promise broke')
  })
  gate('analytics')

  privacy.choose({ analytics: 'granted' }, BANNER)
  privacy.choose({ analytics: 'withdrawn' }, BANNER)
  await Promise.resolve()
  await Promise.resolve()

  expect(log).toEqual(['start analytics', 'stop analytics'])
  const errors = browser.events.map((event) => (event.kind === 'callback-failed' ? String(event.error) : event.kind))
  expect(new Set(errors)).toEqual(new Set(['Error: start broke', 'Error: stop broke', 'Error: promise broke']))
})

test('survives a start that withdraws its own purpose', () => {
  const { privacy } = setup()
  const log: string[] = []
  privacy.gate('analytics', () => {
    log.push('start')
    privacy.choose({ analytics: 'withdrawn' }, BANNER)
    return () => void log.push('stop')
  })

  privacy.choose({ analytics: 'granted' }, BANNER)

  expect(privacy.allows('analytics')).toBe(false)
  expect(log).toEqual(['start', 'stop'])
})

test('stops what took so long to start that its purpose is closed by then', async () => {
  const { privacy } = setup()
  const log: string[] = []
  privacy.gate('analytics', async () => {
    log.push('start')
    return () => void log.push('stop')
  })

  privacy.choose({ analytics: 'granted' }, BANNER)
  privacy.choose({ analytics: 'withdrawn' }, BANNER)
  await Promise.resolve()

  expect(log).toEqual(['start', 'stop'])
})

test('holds calls until the person answers, then passes them on in order', () => {
  const { privacy } = setup()
  const tracked: number[] = []
  const track = privacy.buffer('analytics', (page: number) => void tracked.push(page))

  for (let page = 0; page < BUFFER_LIMIT + 20; page++) track(page)
  expect(tracked).toEqual([])
  privacy.choose({ analytics: 'granted' }, BANNER)
  track(-1)

  expect(tracked).toHaveLength(BUFFER_LIMIT + 1)
  expect([tracked[0], tracked.at(-1)]).toEqual([0, -1])
})

test('throws held calls away when the person refuses, for good', () => {
  const { privacy } = setup()
  const tracked: number[] = []
  const track = privacy.buffer('analytics', (page: number) => void tracked.push(page))

  track(1)
  privacy.choose({ analytics: 'refused' }, BANNER)
  track(2)
  privacy.choose({ analytics: 'granted' }, BANNER)

  expect(tracked).toEqual([])
})

test('stops every gate when the client is destroyed, and leaves the choice', () => {
  const { browser, privacy, log, gate } = setup()
  gate('analytics')
  privacy.choose({ analytics: 'granted' }, BANNER)

  privacy.destroy()

  expect(log).toEqual(['start analytics', 'stop analytics'])
  expect(browser.open({ deviceOnly: true }).allows('analytics')).toBe(true)
})

test('goes on when the listener for events itself breaks', () => {
  const browser = createBrowser()
  const privacy = browser.open({
    deviceOnly: true,
    onEvent: () => {
      throw new Error('the reporter broke')
    },
  })
  const log: string[] = []
  privacy.gate('analytics', () => {
    throw new Error('start broke')
  })
  privacy.gate('analytics', () => void log.push('start'))

  privacy.choose({ analytics: 'granted' }, BANNER)

  expect(log).toEqual(['start'])
})
