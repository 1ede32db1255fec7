/** Request guards in a real Chromium: what a third party's server sees while a purpose is closed, and once it is open. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Kit } from './support/gate-kit.ts'
import { type GateSite, startGateSite } from './support/gate-site.ts'
import { ENDS, endsWhen, sendAll } from './support/send-all.ts'

/** A busy machine takes its time. */
const eventually = (probe: () => unknown) => expect.poll(probe, { timeout: 20_000 })

declare global {
  var kit: Kit
  var log: unknown[]
}

let site: GateSite

beforeAll(async () => {
  site = await startGateSite()
}, 60_000)

afterAll(async () => {
  await site?.close()
})

describe('guardRequests', () => {
  it('sends nothing to a declared host while its purpose is closed, and all of it once it is open', async () => {
    const page = await site.visit('')
    const base = `http://stats.tracker.example:${site.port}`

    await page.evaluate(() => kit.guardRequests(kit.privacy))
    const closed = await page.evaluate(sendAll, base)
    const closedArrived = [...site.arrived]
    await page.evaluate(() => kit.privacy.open('analytics'))
    const open = await page.evaluate(sendAll, base)
    await page.evaluate(() => kit.privacy.open())
    const withdrawn = await page.evaluate(sendAll, base)

    expect(closed).toEqual(endsWhen(false))
    expect(closedArrived).toEqual([])
    expect(open).toEqual(endsWhen(true))
    expect(withdrawn).toEqual(endsWhen(false))
    expect(site.arrived).toHaveLength(Object.keys(ENDS).length)
  })

  it('knows a host however it is written, and leaves the page’s own alone', async () => {
    const page = await site.visit('')

    const outcome = await page.evaluate(async (port) => {
      kit.guardRequests(kit.privacy, { hosts: { ads: ['münchen.example', '127.0.0.1', '*.local.example'] } })
      const ends = (address: string | URL) =>
        fetch(address, { mode: 'no-cors' }).then(
          () => 'sent',
          (error: Error) => (error.message.includes('PrivacyKit') ? 'stopped' : error.message),
        )
      const base = document.createElement('base')
      const spellings = [
        `http://TRACKER.example:${port}/`,
        `http://tracker.example.:${port}/`,
        `http:\\\\tracker.example:${port}/`,
        `  //tracker.exa\tmple:${port}/`,
        `http://shop.example@a.b.tracker.example:${port}/`,
        `http://xn--mnchen-3ya.example:${port}/`,
        `http://M%C3%BCnchen.example:${port}/`,
        `http://0x7f.1:${port}/`,
        `http://2130706433:${port}/`,
        new URL(`http://tracker.example:${port}/`),
      ]
      const stopped = await Promise.all(spellings.map(ends))
      const sent = await Promise.all(
        [
          `http://local.example:${port}/a`,
          `http://nottracker.example:${port}/b`,
          '/own/1',
          new URL('own/2', location.href),
        ].map(ends),
      )
      base.href = `http://tracker.example:${port}/`
      document.head.append(base)
      const rebased = [await ends('relative'), await ends(`${location.origin}/own/3`)]
      return { stopped: [...new Set(stopped)], sent, rebased }
    }, site.port)

    expect(outcome.stopped).toEqual(['stopped'])
    expect(outcome.sent).toEqual(['sent', 'sent', 'sent', 'sent'])
    expect(outcome.rebased).toEqual(['stopped', 'sent'])
    const arrived = [
      'local.example /a',
      'nottracker.example /b',
      'shop.example /own/1',
      'shop.example /own/2',
      'shop.example /own/3',
    ]
    expect([...site.arrived].sort()).toEqual(arrived.map((line) => `GET ${line}`))
  })

  it('leaves types and constants as they were, for what is stopped too', async () => {
    const page = await site.visit('')

    const facts = await page.evaluate(async (base) => {
      const { length, name } = fetch
      kit.guardRequests(kit.privacy)
      class Own extends WebSocket {
        readonly own = true
      }
      const socket = new Own(`${base.replace('http', 'ws')}/socket`)
      const heard: string[] = []
      const closed = new Promise<CloseEvent>((done) => {
        socket.onclose = done
      })
      socket.onerror = () => heard.push('error')
      let whileConnecting = ''
      try {
        socket.send('x')
      } catch (error) {
        whileConnecting = (error as DOMException).name // as: what a WebSocket throws
      }
      const { code, wasClean } = await closed
      socket.send('x')
      const xhr = new XMLHttpRequest()
      xhr.open('GET', base, false)
      let sync = ''
      try {
        xhr.send()
      } catch (error) {
        sync = (error as DOMException).name // as: what a synchronous request throws
      }
      return {
        fetch: fetch.length === length && fetch.name === name && String(fetch).includes('[native code]'),
        constants: [WebSocket.OPEN, WebSocket.prototype.CLOSED, EventSource.CLOSED],
        types: [socket instanceof WebSocket, socket instanceof Own, socket instanceof EventTarget, socket.own],
        socket: [socket.readyState, socket.url, socket.protocol, code, wasClean, heard.join(), whileConnecting],
        image: new Image() instanceof HTMLImageElement,
        sync,
      }
    }, `http://tracker.example:${site.port}`)

    expect(facts).toEqual({
      fetch: true,
      constants: [1, 3, 2],
      types: [true, true, true, true],
      socket: [3, `ws://tracker.example:${site.port}/socket`, '', 1006, false, 'error', 'InvalidStateError'],
      image: true,
      sync: 'NetworkError',
    })
    expect(site.arrived).toEqual([])
  })

  it('puts everything back, or lets everything through where somebody has wrapped it since', async () => {
    const page = await site.visit('')

    const facts = await page.evaluate(async (base) => {
      const members = () => [fetch, WebSocket, EventSource, XMLHttpRequest.prototype.send, navigator.sendBeacon]
      const setters = () => Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src')?.set
      const before = [...members(), setters()]
      const isBack = () => [...members(), setters()].every((member, index) => member === before[index])
      kit.guardRequests(kit.privacy).remove()
      const wasBack = isBack()
      const [first, second] = [kit.guardRequests(kit.privacy), kit.guardRequests(kit.createHandClient())]
      kit.privacy.open('analytics')
      const ends = () =>
        fetch(base).then(
          () => 'sent',
          () => 'stopped',
        )
      const bothAsked = await ends()
      first.remove()
      const secondAsked = await ends()
      second.remove()
      const noneAsked = await ends()
      const third = kit.guardRequests(kit.createHandClient())
      const wrapped = fetch
      globalThis.fetch = (...args) => wrapped(...args)
      const own = fetch
      const closed = await ends()
      third.remove()
      return {
        bothAsked,
        secondAsked,
        noneAsked,
        wasBack,
        closed,
        isKept: fetch === own,
        after: await ends(),
      }
    }, `http://tracker.example:${site.port}/`)

    expect(facts).toMatchObject({ wasBack: true, bothAsked: 'stopped', secondAsked: 'stopped', noneAsked: 'sent' })
    expect(facts).toMatchObject({ closed: 'stopped', isKept: true, after: 'sent' })
    expect(site.arrived).toHaveLength(2)
  })

  it('reports by host what was stopped, what was allowed, and what no guard saw coming', async () => {
    const tracker = `http://tracker.example:${site.port}`
    const page = await site.visit(`<img src="${tracker}/early.gif" alt="">`)

    await page.evaluate(async (base) => {
      const guard = kit.guardRequests(kit.privacy)
      const calls: number[] = []
      guard.onReport(({ seen }) => calls.push(seen.length))
      for (let call = 0; call < 3; call++) navigator.sendBeacon(`${base}/user/anna`)
      const sync = calls.length
      kit.privacy.open('analytics')
      await fetch(`${base}/open`)
      for (const open of [[], ['analytics'], []]) kit.privacy.open(...open)
      const holder = document.createElement('div')
      document.body.append(holder)
      holder.innerHTML = `<img src="${base}/late.gif">`
      await fetch(base.replace('tracker', 'other'))
      Object.assign(globalThis, { guard, sync, calls })
    }, tracker)

    const report = () =>
      page.evaluate(() => {
        const { guard } = globalThis as unknown as { guard: ReturnType<Kit['guardRequests']> } // as: put there above
        return guard
          .report()
          .seen.map(({ outcome, kind, host, count, purposes }) => [outcome, kind, host, count, ...purposes])
      })
    const [host, other] = [`tracker.example:${site.port}`, `other.example:${site.port}`]
    await eventually(async () => (await report()).sort()).toEqual([
      ['allowed', 'fetch', host, 1, 'analytics'],
      ['got-through', 'img', host, 2, 'analytics'],
      ['stopped', 'beacon', host, 3, 'analytics'],
      ['undeclared', 'fetch', other, 1],
    ])
    expect(site.arrived).not.toContain('POST tracker.example /user/anna')
  })

  it('leaves frames of the page’s own and what is no network address alone', async () => {
    const page = await site.visit('')

    const ends = await page.evaluate(async () => {
      kit.guardRequests(kit.privacy, { hosts: { ads: [location.hostname, '*.example'] } })
      const blob = URL.createObjectURL(new Blob(['x']))
      const load = (src: string) =>
        new Promise<string>((done) => {
          const frame = document.createElement('iframe')
          frame.onload = () => done(frame.contentDocument?.URL ?? '')
          frame.setAttribute('src', src)
          document.body.append(frame)
        })
      return [await (await fetch(blob)).text(), await (await fetch('data:,y')).text(), await load('/own/frame')]
    })

    expect(ends).toEqual(['x', 'y', expect.stringMatching(/\/own\/frame$/)])
  })
})
