/**
 * What a choice costs: choices per second through `backend.fetch` in this process, divided by bare inserts per second of the same row on
 * the same database. Rounds are paired, so that a busy machine slows both halves. `node test/bench/choices.ts [--rounds 7] [--seconds 1.5]`
 */
import { parseArgs } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { createBackend, type Database } from '@privacykit/backend'
import { pglite } from '@privacykit/backend/pglite'
import { postgres } from '@privacykit/backend/postgres'
import { HEADERS } from '@privacykit/contract'
import { definePolicy, scopeDigest } from '@privacykit/policy'
import { memoryKeys, newDeviceSecret, newId } from '@privacykit/vault'
import pg from 'pg'
import { startPostgres } from '../support/postgres.ts'

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, seconds: { type: 'string', default: '1.5' } },
})
const ROUNDS = Number(options.rounds)
const MILLISECONDS = Number(options.seconds) * 1000
const SECRET = newDeviceSecret()

const policy = definePolicy({
  app: 'bench',
  version: '1',
  locales: ['en'],
  controller: { name: 'Bench', country: 'ID', contact: { email: 'privacy@bench.example' } },
  purposes: {
    analytics: {
      basis: 'consent',
      data: ['user.device.cookie_id'],
      title: { en: 'Statistics' },
      summary: { en: 'Counts.' },
    },
  },
  recipients: {},
  retention: {},
  children: {},
})
const DIGEST = scopeDigest(policy, 'analytics') ?? ''

/** One operation of a client; resolves when the database has it. */
type Operation = () => Promise<void>
interface Bench {
  name: string
  choice: Operation
  bareInsert: Operation
  close: () => Promise<void>
}

const BARE_TABLE = `create table if not exists bare_choice (
  id text primary key, subject text not null, purpose text not null, choice text not null, policy_version text not null,
  notice text not null, body text not null, at timestamptz not null default now())`
const BARE_INSERT = `insert into bare_choice (id, subject, purpose, choice, policy_version, notice, body) values ($1, $2, $3, $4, $5, $6, $7)`

function choiceRecord() {
  return {
    id: newId(),
    type: 'choice',
    purpose: 'analytics',
    choice: 'refused',
    replaces: [],
    policyVersion: '1',
    scopeDigest: DIGEST,
    noticeId: 'banner-en-1',
    language: 'en',
    surface: 'banner',
    claimedAt: new Date().toISOString(),
  }
}

function bareParameters(): string[] {
  const record = choiceRecord()
  return [
    record.id,
    newId(),
    record.purpose,
    record.choice,
    record.policyVersion,
    record.noticeId,
    JSON.stringify(record),
  ]
}

async function openBackend(database: Database) {
  const backend = createBackend({
    apps: [{ id: 'bench', policy, keys: [{ secret: SECRET }] }],
    database,
    keys: memoryKeys(),
  })
  // not started: the work on deregistrations would only add noise
  const choice = async () => {
    const response = await backend.fetch(
      new Request('http://backend.local/v1/records', {
        method: 'POST',
        headers: {
          authorization: `Bearer ${SECRET}`,
          'content-type': 'application/json',
          [HEADERS.device]: newDeviceSecret(),
          [HEADERS.role]: 'subject',
        },
        body: JSON.stringify({ records: [choiceRecord()], sentAt: new Date().toISOString() }),
      }),
    )
    if (response.status !== 200) throw new Error(`The backend answered ${response.status}: ${await response.text()}`)
    await response.json()
  }
  return { choice, stop: () => backend.stop() }
}

async function openPglite(): Promise<Bench> {
  const bare = await PGlite.create()
  await bare.exec(BARE_TABLE)
  const { choice, stop } = await openBackend(pglite())
  return {
    name: 'PGlite (memory)',
    choice,
    bareInsert: async () => void (await bare.query(BARE_INSERT, bareParameters())),
    async close() {
      await stop()
      await bare.close()
    },
  }
}

async function openPostgres(): Promise<Bench> {
  const server = await startPostgres({ fsync: true })
  const pool = new pg.Pool({ connectionString: server.url, max: 16 })
  await pool.query(BARE_TABLE)
  const { choice, stop } = await openBackend(postgres({ connectionString: server.url }))
  return {
    name: 'PostgreSQL (fsync on)',
    choice,
    bareInsert: async () => void (await pool.query(BARE_INSERT, bareParameters())),
    async close() {
      await stop()
      await pool.end()
      server.stop()
    },
  }
}

/** Operations per second of that many clients, each doing one after the other. */
async function rate(operation: Operation, clients: number): Promise<number> {
  const until = performance.now() + MILLISECONDS
  const startedAt = performance.now()
  let done = 0
  const client = async () => {
    while (performance.now() < until) {
      await operation()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return (done * 1000) / (performance.now() - startedAt)
}

async function measure(bench: Bench, clients: number) {
  // until V8 has compiled both, PGlite’s WebAssembly included
  for (let warm = 0; warm < 3; warm += 1) {
    await rate(bench.choice, clients)
    await rate(bench.bareInsert, clients)
  }
  const rounds: { choices: number; inserts: number; ratio: number }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    // the order alternates, so that neither half always runs on the cooler machine
    const first = round % 2 === 0 ? bench.choice : bench.bareInsert
    const second = round % 2 === 0 ? bench.bareInsert : bench.choice
    const one = await rate(first, clients)
    const other = await rate(second, clients)
    const [choices, inserts] = round % 2 === 0 ? [one, other] : [other, one]
    rounds.push({ choices, inserts, ratio: choices / inserts })
  }
  return rounds
}

function range(values: number[], digits: number): string {
  const sorted = [...values].sort((one, other) => one - other)
  const at = (index: number) => (sorted[index] ?? 0).toFixed(digits)
  return `${at(Math.floor(sorted.length / 2))} (${at(0)}–${at(sorted.length - 1)})`
}

const rows: Record<string, string | number>[] = []
for (const open of [openPglite, openPostgres]) {
  const bench = await open()
  try {
    for (const clients of [1, 16]) {
      const rounds = await measure(bench, clients)
      rows.push({
        database: bench.name,
        clients,
        'choices/s': range(
          rounds.map((round) => round.choices),
          0,
        ),
        'bare inserts/s': range(
          rounds.map((round) => round.inserts),
          0,
        ),
        ratio: range(
          rounds.map((round) => round.ratio),
          2,
        ),
      })
    }
  } finally {
    await bench.close()
  }
}
console.table(rows)
console.log(
  `median (lowest–highest) of ${ROUNDS} paired rounds of ${MILLISECONDS} ms; each choice is a new device's first record`,
)
