/** Request guards in a real Chromium: what a third party's server sees while a purpose is closed, and once it is open. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Kit } from './support/gate-kit.ts'
import { type GateSite, startGateSite } from './support/gate-site.ts'

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

/** Everything that sends, with how each ended. Runs in the page. */
async function sendAll(base: string): Promise<Record<string, string>> {
  const settled = (target: EventTarget, types: string[]) =>
    new Promise<string>((done) => {
      for (const type of types) target.addEventListener(type, () => done(type), { once: true })
    })
  const ended: Record<string, string> = {}
  ended.fetch = await fetch(`${base}/fetch`).then(
    () => 'sent',
    (error: Error) => error.name,
  )
  ended.request = await fetch(new Request(`${base}/request`, { method: 'POST', body: 'x' })).then(
    () => 'sent',
    (error: Error) => error.name,
  )
  const xhr = new XMLHttpRequest()
  xhr.open('POST', `${base}/xhr`)
  xhr.send('x')
  ended.xhr = `${await settled(xhr, ['load', 'error'])} ${xhr.readyState} ${xhr.status}`
  ended.beacon = String(navigator.sendBeacon(`${base}/beacon`, 'x'))
  const image = new Image()
  image.src = `${base}/image.gif`
  ended.image = await settled(image, ['load', 'error'])
  const pixel = document.createElement('img')
  pixel.setAttribute('SRC', `${base}/pixel.gif`)
  ended.pixel = await settled(pixel, ['load', 'error'])
  const set = document.createElement('img')
  set.srcset = `/own.gif 2x, ${base}/set.gif 1x`
  ended.srcset = await settled(set, ['load', 'error'])
  const script = document.createElement('script')
  script.src = `${base}/script.js`
  const loaded = settled(script, ['load', 'error'])
  document.head.append(script)
  ended.script = await loaded
  const style = document.createElement('link')
  Object.assign(style, { rel: 'stylesheet', href: `${base}/style.css` })
  const styled = settled(style, ['load', 'error'])
  document.head.append(style)
  ended.style = await styled
  const frame = document.createElement('iframe')
  frame.src = `${base}/frame.html`
  const framed = settled(frame, ['load'])
  document.body.append(frame)
  ended.frame = await framed
  const holder = document.createElement('div')
  holder.innerHTML = `<iframe src="${base}/detached.html"></iframe>`
  const inner = holder.firstElementChild as HTMLElement // as: written in the line above
  const held = settled(inner, ['load'])
  document.body.append(holder)
  ended.detached = await held
  const socket = new WebSocket(`${base.replace('http', 'ws')}/socket`)
  ended.socket = await settled(socket, ['open', 'close'])
  socket.close()
  const source = new EventSource(`${base}/source.events`)
  ended.source = await settled(source, ['open', 'error'])
  source.close()
  return ended
}

/** How each ends, while the purpose is closed and while it is open. */
const ENDS = {
  fetch: ['TypeError', 'sent'],
  request: ['TypeError', 'sent'],
  xhr: ['error 4 0', 'load 4 200'],
  beacon: ['false', 'true'],
  image: ['error', 'load'],
  pixel: ['error', 'load'],
  srcset: ['error', 'load'],
  script: ['error', 'load'],
  style: ['error', 'load'],
  frame: ['load', 'load'],
  detached: ['load', 'load'],
  socket: ['close', 'open'],
  source: ['error', 'open'],
}
const endsWhen = (isOpen: boolean) =>
  Object.fromEntries(Object.entries(ENDS).map(([name, ends]) => [name, ends[isOpen ? 1 : 0]]))

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
    await expect
      .poll(async () => (await report()).sort())
      .toEqual([
        ['allowed', 'fetch', host, 1, 'analytics'],
        ['got-through', 'img', host, 2, 'analytics'],
        ['stopped', 'beacon', host, 3, 'analytics'],
        ['undeclared', 'fetch', other, 1],
      ])
    expect(site.arrived).not.toContain('POST tracker.example /user/anna')
  })

  it('refuses a declared host that is none, and says how to write it', async () => {
    const page = await site.visit('')

    const told = await page.evaluate(() =>
      ['https://a.example', '*', '*a.example', 'a.*', 'a.example/x', 'user@a.example', 'a b', ''].map((host) => {
        const before = fetch
        try {
          kit.guardRequests(kit.privacy, { hosts: { ads: [host] } })
          return 'taken'
        } catch (error) {
          const { code, message } = error as { code: string; message: string } // as: a PrivacyError
          return fetch === before && message.includes('`*.stats.example`') ? code : 'half installed'
        }
      }),
    )

    expect(new Set(told)).toEqual(new Set(['invalid-option']))
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
