/**
 * A robot that refuses for people (DuckDuckGo's autoconsent, all its rules and its heuristics) meets our banner in a real Chromium, in every
 * language of ours that its heuristics know. For Arabic, Chinese, Indonesian and Japanese it has no patterns that find a banner.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ElementSite, startElementSite } from './support/element-site.ts'

/** What the robot's content script tells its browser. */
interface RobotMessage {
  type: string
  cmp?: string
  result?: boolean
  id?: string
  code?: string
}

declare global {
  var autoconsentReceiveMessage: (message: unknown) => void
}

const require = createRequire(import.meta.url)
const rulesFile = require.resolve('@duckduckgo/autoconsent/rules/rules.json')
const rules: unknown = JSON.parse(readFileSync(rulesFile, 'utf8'))
const robot = readFileSync(resolve(rulesFile, '../../dist/autoconsent.playwright.js'), 'utf8')

const CONFIG = {
  enabled: true,
  autoAction: 'optOut',
  disabledCmps: [],
  enablePrehide: false,
  detectRetries: 20,
  enableCosmeticRules: true,
  heuristicMode: 'reject',
}

/** Lets the robot loose on a page whose banner is there, and waits until it is done. Returns what it said. */
async function runRobot(page: Page): Promise<RobotMessage[]> {
  const heard: RobotMessage[] = []
  await page.exposeBinding('autoconsentSendMessage', async ({ frame }, message: RobotMessage) => {
    heard.push(message)
    const answer = (reply: unknown) => frame.evaluate((given) => autoconsentReceiveMessage(given), reply)
    if (message.type === 'init') await answer({ type: 'initResp', config: CONFIG, rules })
    if (message.type === 'eval')
      await answer({ id: message.id, type: 'evalResp', result: await frame.evaluate(String(message.code)) })
  })
  await page.locator('privacy-banner [role=region]').waitFor()
  await page.evaluate(robot)
  await expect.poll(() => heard.some(({ type }) => type === 'autoconsentDone'), { timeout: 30_000 }).toBe(true)
  return heard
}

const reasonOf = (page: Page, purpose: 'analytics' | 'films' | 'letter') =>
  page.evaluate((name) => elementClient.decide(name).reason, purpose)

describe('a robot that refuses', () => {
  let site: ElementSite

  beforeAll(async () => {
    site = await startElementSite()
  }, 60_000)

  afterAll(() => site?.close())

  it.each(['de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt'])('finds the banner in %s and refuses', async (language) => {
    const page = await site.visit({ language })

    const heard = await runRobot(page)

    expect(heard.find(({ type }) => type === 'autoconsentDone')?.cmp).toBe('HEURISTIC-REJECT')
    expect(heard.find(({ type }) => type === 'optOutResult')?.result).toBe(true)
    expect(await Promise.all([reasonOf(page, 'analytics'), reasonOf(page, 'films'), reasonOf(page, 'letter')])).toEqual(
      ['refused', 'refused', 'refused'],
    )
    await page.locator('privacy-banner [role=region]').waitFor({ state: 'detached' })
    expect(site.arrived).toEqual([])
  })

  it('finds it on a phone, where it stands in the flow', async () => {
    const page = await site.visit({ viewport: { width: 320, height: 640 } })

    const heard = await runRobot(page)

    expect(heard.find(({ type }) => type === 'autoconsentDone')?.cmp).toBe('HEURISTIC-REJECT')
    expect(await reasonOf(page, 'analytics')).toBe('refused')
    expect(site.arrived).toEqual([])
  })
})
