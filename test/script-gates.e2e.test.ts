/** Gated tags in a real Chromium: order, lateness, nonces, Trusted Types, and what a withdrawal does. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Kit } from './support/gate-kit.ts'
import { type GateSite, PAUSE, startGateSite } from './support/gate-site.ts'

/** A busy machine takes its time. */
const eventually = (probe: () => unknown) => expect.poll(probe, { timeout: 20_000 })

declare global {
  var kit: Kit
  var log: unknown[]
  var gates: ReturnType<Kit['gateScripts']>
  var client: ReturnType<Kit['createClient']>
}

let site: GateSite
let tracker: string

beforeAll(async () => {
  site = await startGateSite()
  tracker = `http://tracker.example:${site.port}`
}, 60_000)

afterAll(async () => {
  await site?.close()
})

const gate = (text: string, attributes = '') =>
  `<script type="text/plain" data-purpose="analytics" ${attributes}>${text}</script>`
const file = (name: string, attributes = '') => gate('', `data-src="${tracker}/${name}.js" ${attributes}`)
const START = '<script nonce="n1">var gates = kit.gateScripts(kit.privacy)</script>'
const OPEN = `<script nonce="n1">kit.privacy.open('analytics')</script>`

const logIn = (page: Page) => page.evaluate(() => log)
const seenIn = (page: Page) =>
  page.evaluate(() =>
    gates
      .report()
      .seen.map(({ outcome, kind, count }) => `${outcome} ${kind} ${count}`)
      .sort(),
  )

describe('gateScripts', () => {
  it('runs nothing before the grant, and then each tag once, in the order of the page', async () => {
    const tags = [file('slow1'), gate("log.push('inline1')"), file('second'), gate("log.push('inline2')")]
    const page = await site.visit([START, ...tags, file('asynchronous', 'async')].join('\n'))
    const before = await page.evaluate(() => log.length)
    const arrivedBefore = [...site.arrived]

    await page.evaluate(() => {
      kit.privacy.open('analytics')
      kit.privacy.open()
      kit.privacy.open('analytics')
    })

    await eventually(() => page.evaluate(() => log.length)).toBe(5)
    const ran = await page.evaluate(() => log)
    expect([before, arrivedBefore]).toEqual([0, []])
    expect(ran.filter((name) => name !== 'asynchronous')).toEqual(['slow1', 'inline1', 'second', 'inline2'])
    expect(site.arrived).toHaveLength(3)
  })

  it('keeps the order while the parser still reads, and never runs half a script', async () => {
    const tags = [gate(`log.push('half');${PAUSE}log.push('whole')`), file('slow1'), gate("log.push('last')")]

    const page = await site.visit([OPEN, START, ...tags].join(''))

    await eventually(() => logIn(page)).toEqual(['half', 'whole', 'slow1', 'last'])
  })

  it('starts tags that are added later, and modules after the others', async () => {
    const page = await site.visit(`${OPEN}${START}<div id="app"></div>`)

    await page.evaluate((base) => {
      const tag = (type: string, source: string) =>
        `<script type="text/plain" data-purpose="analytics" data-type="${type}" data-src="${base}/${source}"></script>`
      const inline = `<script type="text/plain" data-purpose="analytics">log.push('inline')</script>`
      const html = `<p>${tag('module', 'module.mjs')}${tag('', 'slow2.js')}${inline}</p>`
      Object.assign(document.getElementById('app') ?? {}, { innerHTML: html })
    }, tracker)

    await eventually(async () => (await logIn(page)).length).toBe(3)
    expect((await logIn(page)).filter((name) => name !== 'module')).toEqual(['slow2', 'inline'])
  })

  it('waits for every purpose of a tag, and never starts one that the policy lacks, which it says once', async () => {
    const warned: string[] = []
    const tags = ['analytics ads', 'analytics nobody', 'nobody', 'nobody', ''].map(
      (purposes, index) => `<script type="text/plain" data-purpose="${purposes}">log.push(${index})</script>`,
    )
    const page = await site.visit([START, ...tags].join('\n'))
    page.on('console', (message) => warned.push(message.text()))
    await page.reload()

    await page.evaluate(() => kit.privacy.open('analytics'))
    const one = await logIn(page)
    await page.evaluate(() => kit.privacy.open('analytics', 'ads', 'nobody'))

    expect([one, await logIn(page)]).toEqual([[], [0]])
    expect(warned.filter((text) => text.includes('`nobody`'))).toHaveLength(1)
    expect(warned.filter((text) => text.includes('`analytics nobody`'))).toHaveLength(1)
    expect(await seenIn(page)).toEqual(expect.arrayContaining(['unknown-purpose script 1', 'unknown-purpose script 2']))
  })

  it('works under a strict policy with nonces and Trusted Types, and says what the page refuses', async () => {
    const csp = (rules: string) => ({ 'content-security-policy': `script-src 'nonce-n1'; ${rules}` })
    const typed = "require-trusted-types-for 'script'; trusted-types"
    const tags = [gate("log.push('inline')", 'nonce="n1"'), file('external', 'nonce="n1"'), gate("log.push('bare')")]
    const body = [OPEN, START, ...tags].join('\n')

    const page = await site.visit(body, csp(`${typed} privacykit`))
    await eventually(async () => (await logIn(page)).toSorted()).toEqual(['external', 'inline'])
    await eventually(() => seenIn(page)).toEqual(['refused-by-page script 1', 'started script 1', 'started script 2'])

    const refused = await site.visit(body, csp(`${typed} 'none'`))
    await eventually(() => seenIn(refused)).toEqual(['refused-by-page script 1', 'refused-by-page script 2'])
    expect(await logIn(refused)).toEqual([])

    const given = await site.visit(body.replace('kit.privacy)', "kit.privacy, { nonce: 'n1' })"), csp(''))
    await eventually(async () => (await logIn(given)).toSorted()).toEqual(['bare', 'external', 'inline'])
  })

  it('lets images, frames and stylesheets load while open, and empties them at the withdrawal', async () => {
    const page = await site.visit(
      `${START}
      <img alt="" data-purpose="analytics" data-src="${tracker}/a.gif" data-srcset="${tracker}/b.gif 1x">
      <iframe title="f" data-purpose="analytics" data-src="${tracker}/frame.html"></iframe>
      <link rel="stylesheet" data-purpose="analytics" data-href="${tracker}/c.css">`,
    )
    const frameUrls = () =>
      page
        .frames()
        .map((frame) => frame.url())
        .slice(1)
    const before = [...site.arrived]
    const steps = () => page.evaluate(() => history.length)
    const stepsBefore = await steps()

    await page.evaluate(() => kit.privacy.open('analytics'))
    await eventually(frameUrls).toEqual([`${tracker}/frame.html`])
    await eventually(() => site.arrived.length).toBe(3)
    await page.evaluate(() => kit.privacy.open())

    expect(before).toEqual([])
    await eventually(frameUrls).toEqual(['about:blank'])
    const left = await page.evaluate(() => document.querySelectorAll('[src]:not(script), [srcset], link[href]').length)
    expect(left).toBe(0)
    expect(await page.evaluate(() => document.styleSheets.length)).toBe(0)
    expect(await steps()).toBe(stepsBefore)
    expect(await seenIn(page)).toEqual(expect.arrayContaining(['removed iframe 1', 'removed img 1', 'removed link 1']))
    const hosts = await page.evaluate(() => gates.report().seen.map(({ host }) => host))
    expect(new Set(hosts)).toEqual(new Set([`tracker.example:${site.port}`]))
  })

  it('says that a script which has run cannot be stopped, and lets the app act on it', async () => {
    const page = await site.visit([file('one', 'id="one"'), gate("log.push('two')"), file('missing')].join('\n'))
    await page.evaluate(() => {
      globalThis.gates = kit.gateScripts(kit.privacy, {
        onStop(script, purposes) {
          log.push(`stop ${script.id} ${purposes}`)
          throw new Error('foreign')
        },
      })
      kit.privacy.open('analytics')
    })
    await eventually(() => seenIn(page)).toContain('failed script 1')

    const told = await page.evaluate(() => {
      kit.privacy.open()
      const now = [...log]
      kit.privacy.open('analytics')
      return now
    })

    expect(told).toEqual(['one', 'two', 'stop one analytics', 'stop  analytics', 'stop  analytics'])
    expect(await page.evaluate(() => document.querySelectorAll('[data-purpose]').length)).toBe(0)
    expect(await seenIn(page)).toEqual(
      expect.arrayContaining(['cannot-be-stopped script 2', 'cannot-be-stopped script 1']),
    )
    expect((await logIn(page)).filter((name) => name === 'two')).toEqual(['two'])
  })

  it('starts nothing more once it is removed', async () => {
    const page = await site.visit([START, gate("log.push('one')")].join('\n'))

    await page.evaluate(() => {
      gates.remove()
      kit.privacy.open('analytics')
    })

    expect(await logIn(page)).toEqual([])
  })

  it('obeys a real client, beside the request guards', async () => {
    const page = await site.visit(gate(`log.push('ran'); fetch('${tracker}/hit').catch(() => log.push('stopped'))`))

    await page.evaluate(() => {
      const client = kit.createFront()
      globalThis.gates = kit.gateScripts(client)
      kit.guardRequests(client)
      Object.assign(globalThis, { client })
    })
    const before = await logIn(page)
    await page.evaluate(() => client.choose({ analytics: 'granted' }, { surface: 'banner' }))
    await eventually(() => site.arrived).toEqual(['GET tracker.example /hit'])
    const after = await page.evaluate(async (address) => {
      client.choose({ analytics: 'withdrawn' }, { surface: 'panel' })
      return fetch(address).then(
        () => 'sent',
        () => 'stopped',
      )
    }, `${tracker}/hit`)

    expect([before, await logIn(page), after]).toEqual([[], ['ran'], 'stopped'])
    expect(await seenIn(page)).toContain('cannot-be-stopped script 1')
  })
})
