/** What a withdrawal takes from the device in a real Chromium, and what the audit finds there. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Kit } from './support/gate-kit.ts'
import { type GateSite, startGateSite } from './support/gate-site.ts'

/** A busy machine takes its time. */
const eventually = (probe: () => unknown) => expect.poll(probe, { timeout: 20_000 })

declare global {
  var kit: Kit
  var client: ReturnType<Kit['createClient']>
}

let site: GateSite
const HOST = 'www.shop.example'

beforeAll(async () => {
  site = await startGateSite()
}, 60_000)

afterAll(async () => {
  await site?.close()
})

/** A page below two folders and two domains, with a client that has just been told yes. */
async function openGranted(): Promise<Page> {
  const page = await site.visit('')
  await site.goto(page, '/a/b', HOST)
  await page.evaluate(() => {
    globalThis.client = kit.createClient()
    client.choose({ analytics: 'granted', ads: 'granted' }, { surface: 'banner' })
  })
  return page
}

const cookiesOf = async (page: Page) =>
  (await page.context().cookies()).map(({ name, domain, path }) => `${name} ${domain} ${path}`).sort()

describe('a withdrawal', () => {
  it('takes cookies of every path and parent domain, and both storages, in the same tick', async () => {
    const page = await openGranted()
    await page.evaluate(() => {
      for (const path of ['/', '/a', '/a/', '/a/b'])
        for (const domain of ['', '; Domain=www.shop.example', '; Domain=shop.example'])
          document.cookie = `_t${path.length}=1; Path=${path}${domain}; Max-Age=9999`
      for (const cookie of ['both=1', 'cart=1']) document.cookie = `${cookie}; Path=/`
      for (const key of ['tally:1', 'tally:2', 'theme']) localStorage.setItem(key, '1')
      for (const key of ['tally', 'wizard']) sessionStorage.setItem(key, '1')
    })
    const set = await cookiesOf(page)

    const left = await page.evaluate(() => {
      client.choose({ analytics: 'withdrawn' }, { surface: 'panel' })
      const keys = Object.keys(localStorage).filter((key) => !key.startsWith('privacykit:'))
      return { cookies: document.cookie, keys, session: Object.keys(sessionStorage) }
    })

    expect(set).toHaveLength(14)
    expect(left).toEqual({ cookies: 'both=1; cart=1', keys: ['theme'], session: ['wizard'] })
    expect(await cookiesOf(page)).toEqual([`both ${HOST} /`, `cart ${HOST} /`])
  })

  it('takes databases too, and what another purpose shares once that one is closed as well', async () => {
    const page = await openGranted()
    await page.evaluate(async () => {
      document.cookie = 'both=1; Path=/'
      for (const name of ['tally', 'drafts'])
        await new Promise<void>((done) => {
          const request = indexedDB.open(name)
          request.onsuccess = () => {
            request.result.close()
            done()
          }
        })
    })
    const databases = () =>
      page.evaluate(async () => {
        const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
        return names.filter((name) => !name.startsWith('privacykit:')).sort()
      })
    const before = await databases()

    await page.evaluate(() => client.choose({ analytics: 'withdrawn' }, { surface: 'panel' }))
    const shared = await cookiesOf(page)
    await page.evaluate(() => client.choose({ ads: 'withdrawn' }, { surface: 'panel' }))

    expect(before).toEqual(['drafts', 'tally'])
    await eventually(databases).toEqual(['drafts'])
    expect(shared).toEqual([`both ${HOST} /`])
    expect(await cookiesOf(page)).toEqual([])
  })

  it('takes them with an engine that loads only for the withdrawal', async () => {
    const page = await openGranted()
    await page.reload()

    const allowed = await page.evaluate(() => {
      document.cookie = '_t1=1; Path=/'
      localStorage.setItem('tally:1', '1')
      globalThis.client = kit.createFront()
      const before = client.allows('analytics')
      client.choose({ analytics: 'withdrawn' }, { surface: 'panel' })
      return [before, client.allows('analytics')]
    })

    expect(allowed).toEqual([true, false])
    await eventually(() => page.evaluate(() => [document.cookie, localStorage.getItem('tally:1')])).toEqual(['', null])
  })

  it('takes the storages of every tab', async () => {
    const page = await openGranted()
    const other = await page.context().newPage()
    await site.goto(other, '/', HOST)
    await other.evaluate(() => {
      globalThis.client = kit.createClient()
      sessionStorage.setItem('tally', '1')
    })

    await page.evaluate(() => client.choose({ analytics: 'withdrawn' }, { surface: 'panel' }))

    await eventually(() => other.evaluate(() => sessionStorage.length)).toBe(0)
  })
})

describe('findUndeclaredStores', () => {
  it('lists what is on the device of a page and in no purpose', async () => {
    const page = await openGranted()

    const found = await page.evaluate(async () => {
      for (const cookie of ['_t1=1', 'cart=1', 'visit_1234567=1']) document.cookie = cookie
      localStorage.setItem('tally:1', '1')
      localStorage.setItem('theme', 'dark')
      sessionStorage.setItem('wizard', '1')
      await new Promise((done) => {
        indexedDB.open('drafts').onsuccess = done
      })
      return (await kit.findUndeclaredStores(client.policy)).map(({ suggestion }) => suggestion)
    })

    expect(found.sort()).toEqual([
      '{ cookie: "cart" },',
      '{ cookie: "visit_*" },',
      '{ indexedDB: "drafts" },',
      '{ localStorage: "theme" },',
      '{ sessionStorage: "wizard" },',
    ])
  })
})
