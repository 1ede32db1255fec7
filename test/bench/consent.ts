/**
 * The figures of docs/consent.md, ours beside the installed peers: sizes, one check, a returning visitor, what happens before a choice, and a
 * robot that refuses.
 * `node test/bench/consent.ts` prints the tables as Markdown. Peers come from npm on the first run.
 */
import { measureBeforeChoice } from './consent/before-choice.ts'
import { measureChecks } from './consent/checks.ts'
import { CONSENT_PEERS } from './consent/peers.ts'
import { measureReturning } from './consent/returning.ts'
import { measureRobots } from './consent/robots.ts'
import { measureSizes } from './consent/sizes.ts'
import { describePeers, installPeers, printTable } from './peers.ts'

const peers = installPeers('peers', CONSENT_PEERS)
const kilobytes = (bytes: number) => (bytes === 0 ? '–' : (bytes / 1000).toFixed(1))
const ratio = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)}×`

console.log(describePeers(CONSENT_PEERS))

printTable(
  ['gzip, kB (1000 bytes)', 'at first', 'later', 'CSS file'],
  (await measureSizes(peers)).map(({ name, first, later, css }) => [
    name,
    (first / 1000).toFixed(1),
    kilobytes(later),
    kilobytes(css),
  ]),
)

printTable(
  ['one check, Chromium', 'purposes', 'ns', 'against `Set.has`', 'range of paired rounds'],
  (await measureChecks(peers, [10, 1000])).map(({ name, purposes, nanoseconds, ratio: [middle, least, most] }) => [
    name,
    String(purposes),
    nanoseconds.toFixed(1),
    ratio(middle),
    `${ratio(least)}–${ratio(most)}`,
  ]),
)

printTable(
  ['returning visitor, Chromium', 'stored bytes', 'median µs', 'p95 µs', 'read + `JSON.parse`, µs', 'ratio'],
  (await measureReturning(peers)).map(({ name, bytes, median, p95, bare, ratio: against }) => [
    name,
    String(bytes),
    median.toFixed(0),
    p95.toFixed(0),
    bare.toFixed(0),
    ratio(against),
  ]),
)

const { requests, cookies, stored } = await measureBeforeChoice()
printTable(
  ['the example shop before a choice', 'count'],
  [
    ['requests to third parties', String(requests)],
    ['cookies', String(cookies)],
    ['keys in localStorage and sessionStorage', String(stored)],
  ],
)

printTable(
  ['autoconsent on our banner', 'ends refused, nothing sent to third parties'],
  measureRobots().map(({ what, passed }) => [what, passed ? 'yes' : 'NO']),
)
