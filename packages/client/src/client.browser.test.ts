import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPrivacyClient } from './client.ts'
import * as engine from './engine.ts'
import { policy } from './fake-policy.ts'
import type { PrivacyClientOptions } from './options.ts'
import type { Page } from './page.ts'
import type { PrivacyClient } from './privacy-client.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const
const opened: PrivacyClient<typeof policy>[] = []

function open(options: Partial<PrivacyClientOptions<typeof policy>> = {}) {
  const client = createPrivacyClient({ policy, engine, ...options })
  opened.push(client)
  return client
}

function clear() {
  localStorage.clear()
  sessionStorage.clear()
  for (const pair of document.cookie.split('; ')) document.cookie = `${pair.split('=')[0]}=; Max-Age=0; Path=/`
}

beforeEach(clear)
afterEach(() => {
  for (const client of opened.splice(0)) client.destroy()
  clear()
})

test('stores nothing before the first choice, and reads it back after', () => {
  const first = open()
  expect([localStorage.length, document.cookie]).toEqual([0, ''])

  first.choose({ analytics: 'granted' }, BANNER)

  expect(open().allows('analytics')).toBe(true)
  expect(first.status().storage).toBe('persistent')
})

test('tells another tab through a real channel', async () => {
  const [one, two] = [open(), open()]
  one.choose({ analytics: 'granted' }, BANNER)
  await expect.poll(() => two.allows('analytics')).toBe(true)

  two.choose({ analytics: 'withdrawn' }, BANNER)

  await expect.poll(() => one.decide('analytics').reason).toBe('withdrawn')
})

test('takes real cookies and storage away in the tick of the withdrawal', () => {
  const privacy = open()
  privacy.choose({ analytics: 'granted' }, BANNER)
  document.cookie = '_ga=1; Path=/'
  document.cookie = `_ga_deep=1; Path=${location.pathname}`
  document.cookie = 'cart=1; Path=/'
  localStorage.setItem('stats:visits', '3')
  sessionStorage.setItem('stats', '1')

  privacy.choose({ analytics: 'withdrawn' }, BANNER)

  expect(document.cookie).toBe('cart=1')
  expect([localStorage.getItem('stats:visits'), sessionStorage.length]).toEqual([null, 0])
})

test('sends with keepalive, and keeps the record for later when nobody answers', async () => {
  const sent: RequestInit[] = []
  const privacy = open({
    endpoint: '/nobody/here',
    fetch: (input, init) => {
      sent.push(init ?? {})
      return fetch(input, init)
    },
  })

  privacy.choose({ analytics: 'refused' }, BANNER)
  expect(sent[0]?.keepalive).toBe(true)
  await expect.poll(() => privacy.status().lastError?.code).toBe('unavailable')

  expect(privacy.status().pending).toBe(1)
  expect(open().decide('analytics').reason).toBe('refused')
})

test('works where reading localStorage throws', () => {
  const page: Page = {
    document,
    location,
    get localStorage(): never {
      throw new DOMException('blocked', 'SecurityError')
    },
  }
  const privacy = open({ page })

  privacy.choose({ analytics: 'granted' }, BANNER)

  expect(privacy.allows('analytics')).toBe(true)
  expect(privacy.status().storage).toBe('memory')
  expect(localStorage.length).toBe(0)
})

test('keeps receipts in a real database, and forgets them at the sign-out', async () => {
  const receipt = { v: 1, app: 'shop', seq: 1, commitment: 'c', durability: 'process', jws: 'j' }
  const at = new Date().toISOString()
  const answer: typeof fetch = async (_, init) => {
    const { records } = JSON.parse(String(init?.body ?? '{"records":[]}')) as { records: { id: string }[] } // as: the client's own body
    const receipts = records.map(({ id }) => ({ ...receipt, recordId: id, receivedAt: at, effectiveAt: at }))
    return Response.json({ receipts, seq: 1, generation: 1 })
  }
  const privacy = open({ endpoint: '/api/privacy', fetch: answer })
  await privacy.signedIn()
  const { saved, records } = privacy.choose({ analytics: 'granted' }, BANNER)
  await saved

  const receiptOf = async () => (await open().history()).map((item) => item.receipt?.recordId)
  await expect.poll(receiptOf).toEqual([records[0]?.id])
  await privacy.signedOut()
  await expect.poll(receiptOf).toEqual([])
})
