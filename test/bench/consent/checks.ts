/** What one check costs: `allows(purpose)` against a bare `Set.has`, in Chromium, in paired rounds. */
import { resolve } from 'node:path'
import { bundle, openBenchPage, policyOf } from './page.ts'

export interface CheckRow {
  name: string
  purposes: number
  /** Nanoseconds a call, median of the rounds. */
  nanoseconds: number
  /** Our time over that of `Set.has` in the same round: median, least, most. */
  ratio: [median: number, least: number, most: number]
}

const test = resolve(import.meta.dirname, '../..')
const ROUNDS = 15
/** Long enough that a hiccup of the machine is small beside it. */
const ROUND_MS = 40

/** Each sets `subjects[name]`: a check that says yes to every second purpose. */
function subjects(purposes: number, peers: string): [name: string, code: string, resolveDir: string][] {
  const policy = JSON.stringify(policyOf(purposes))
  const names = `const policy = ${policy}, names = Object.keys(policy.purposes), granted = names.filter((_, i) => i % 2 === 0)`
  const add = (name: string, check: string) => `;(window.subjects ??= {})[${JSON.stringify(name)}] = ${check}`
  return [
    ['Set.has', `${names}; const set = new Set(granted)${add('Set.has', '(n) => set.has(n)')}`, test],
    [
      'ours',
      `import { createPrivacyClient } from '@privacykit/client'
import * as engine from '@privacykit/client/engine'
${names}
const privacy = createPrivacyClient({ policy: policy as any, engine })
privacy.choose(Object.fromEntries(names.map((n, i) => [n, i % 2 === 0 ? 'granted' : 'refused'])), { surface: 'panel' })
${add('ours', '(n) => privacy.allows(n)')}`,
      test,
    ],
    [
      'klaro',
      `import ConsentManager from './node_modules/klaro/src/consent-manager.js'
${names}
const manager = new ConsentManager({ storageMethod: 'localStorage', services: names.map((name) => ({ name, purposes: [name] })) })
for (const name of granted) manager.updateConsent(name, true)
${add('klaro', '(n) => manager.getConsent(n)')}`,
      peers,
    ],
    [
      'vanilla-cookieconsent',
      `import * as vanilla from 'vanilla-cookieconsent'
${names}
void vanilla.run({ autoShow: false, hideFromBots: false, categories: Object.fromEntries(names.map((name) => [name, {}])), language: { default: 'en', translations: { en: { consentModal: {}, preferencesModal: { sections: [] } } } } })
  .then(() => vanilla.acceptCategory(granted))
${add('vanilla-cookieconsent', '(n) => vanilla.acceptedCategory(n)')}`,
      peers,
    ],
    [
      'c15t',
      `import { createConsentManagerStore, getOrCreateConsentRuntime } from 'c15t'
${names}
const { consentStore } = getOrCreateConsentRuntime({ mode: 'offline' })
consentStore.setState({ consents: Object.fromEntries(names.map((n, i) => [n, i % 2 === 0])), consentInfo: { time: Date.now() } })
${add('c15t', '(n) => consentStore.getState().has(n)')}`,
      peers,
    ],
  ]
}

/** Runs in the page: rounds in which every subject takes its turn, each with a loop of its own so that none warms another's. */
function runRounds({ rounds, roundMs, purposes }: { rounds: number; roundMs: number; purposes: number }) {
  const all = Object.entries((window as unknown as { subjects: Record<string, (name: string) => boolean> }).subjects) // as: the scripts before have set it
  const asked = Array.from({ length: 1024 }, (_, index) => `purpose-${(index * 7919) % purposes}`)
  const loops = all.map(([name, check]) => {
    const loop = new Function(
      'check',
      'asked',
      'calls',
      'let yes = 0; for (let i = 0; i < calls; i++) if (check(asked[i & 1023])) yes++; return yes',
    )
    const timed = (calls: number) => {
      const before = performance.now()
      const yes = loop(check, asked, calls) as number // as: the text above returns a number
      return { yes, nanoseconds: ((performance.now() - before) * 1e6) / calls }
    }
    const warm = timed(50_000)
    const calls = Math.ceil((roundMs * 1e6) / timed(50_000).nanoseconds)
    return { name, run: () => timed(calls).nanoseconds, isRight: warm.yes > 15_000 && warm.yes < 35_000 }
  })
  const wrong = loops.filter(({ isRight }) => !isRight).map(({ name }) => name)
  const times: Record<string, number[]> = {}
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < loops.length; turn++) {
      const { name, run } = loops[(turn + round) % loops.length] as (typeof loops)[number] // as: the index is in range
      times[name] = [...(times[name] ?? []), run()]
    }
  }
  return { times, wrong }
}

export async function measureChecks(peers: string, sizes: readonly number[]): Promise<CheckRow[]> {
  const rows: CheckRow[] = []
  for (const purposes of sizes) {
    const scripts = subjects(purposes, peers)
    const files: Record<string, string> = { '/': '<!doctype html><title>checks</title><body>' }
    const page = await openBenchPage(files)
    try {
      const tab = await page.context.newPage()
      await tab.goto(page.url)
      for (const [, code, resolveDir] of scripts) await tab.addScriptTag({ content: await bundle(code, resolveDir) })
      await tab.waitForTimeout(500) // peers that start asynchronously
      const { times, wrong } = await tab.evaluate(runRounds, { rounds: ROUNDS, roundMs: ROUND_MS, purposes })
      if (wrong.length > 0) throw new Error(`${wrong.join(', ')}: does not say yes to about half of the purposes.`)
      const bare = times['Set.has'] ?? []
      for (const [name, taken] of Object.entries(times)) {
        const ratios = taken.map((time, round) => time / (bare[round] ?? Number.NaN)).sort((a, b) => a - b)
        rows.push({
          name,
          purposes,
          nanoseconds: median(taken),
          ratio: [median(ratios), ratios[0] ?? Number.NaN, ratios.at(-1) ?? Number.NaN],
        })
      }
    } finally {
      await page.close()
    }
  }
  return rows
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
