/** One life of an app with its backend in the same process, until it is killed. Started by deregistration.ts. */
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import { createBackend, type Database } from '@privacykit/backend'
import { pglite } from '@privacykit/backend/pglite'
import { postgres } from '@privacykit/backend/postgres'
import { definePolicy } from '@privacykit/policy'
import {
  createPrivacy,
  erased,
  type Hook,
  type HookContext,
  hook,
  type PrivacyEvent,
  type SqlClient,
} from '@privacykit/server'
import { fileKeys, verifyJws } from '@privacykit/vault'
import pg from 'pg'
import { read, write } from './journal.ts'

const [folder = '', url = ''] = process.argv.slice(2)
const journal = `${folder}/journal.jsonl`
const KEY = 'service-key-of-the-kill-test-0000'
const DAY_MS = 86_400_000

const policy = definePolicy({
  app: 'kill',
  version: '1',
  locales: ['en'],
  controller: { name: 'Kill', country: 'ID', contact: { email: 'privacy@kill.example' } },
  purposes: {},
  recipients: {},
  retention: {},
  children: {},
  deregistration: { undoDays: 200 / DAY_MS, residualCheckDays: 300 / DAY_MS },
})

/** Takes a moment on both sides of its effect, so that kills fall before, between and after. */
async function act(name: string, kind: string, context: HookContext): Promise<void> {
  const facts = { request: context.account, hook: name, kind, key: context.idempotencyKey }
  write(journal, { event: 'start', ...facts })
  await pause(Math.random() * 40)
  write(journal, { event: 'effect', ...facts })
  await pause(Math.random() * 20)
}

function journaling(name: string, after: readonly string[] = []): Hook {
  return hook({
    after,
    identify: async (context) => {
      await act(name, 'identify', context)
      return { customer: [`cus_${context.account}`] }
    },
    erase: async (context) => {
      await act(name, 'erase', context)
      return erased(1)
    },
    verify: async (context) => {
      await act(name, 'verify', context)
      return 0
    },
  })
}

function onEvent(event: PrivacyEvent): void {
  if (event.kind === 'step') write(journal, { event: 'recorded', key: event.stepId })
  if (event.kind === 'failure') write(journal, { event: 'trouble', code: `${event.where}:${event.code}` })
  if (event.kind === 'step-lost') write(journal, { event: 'trouble', code: `step-lost:${event.code}` })
}

const database: Database = url === '' ? pglite(`${folder}/backend`) : postgres({ connectionString: url })
const appDatabase: SqlClient =
  url === '' ? await PGlite.create(`${folder}/app`) : new pg.Pool({ connectionString: url })
const keys = fileKeys(`${folder}/keys`)
const backend = createBackend({
  apps: [{ id: 'kill', policy, keys: [{ secret: KEY }] }],
  database,
  keys,
  log: ({ event, error }) => {
    if (event === 'failure') write(journal, { event: 'trouble', code: `backend:${error}` })
  },
  deregistration: { reconcileSeconds: 1, retry: { baseMs: 100, maxMs: 2000 } },
})
await backend.start()
const privacy = createPrivacy({
  policy,
  backend: { fetch: backend.fetch, key: KEY },
  session: async () => null,
  database: appDatabase,
  hooks: { main: journaling('main'), billing: journaling('billing', ['main']), mail: journaling('mail') },
  onEvent,
})
await privacy.migrate()
void privacy.work({ signal: new AbortController().signal, leaseSeconds: 2 })
write(journal, { event: 'ready' })

const wanted = readFileSync(`${folder}/requests`, 'utf8').split('\n').filter(Boolean)
const accepted = new Set(read(journal).flatMap((entry) => (entry.event === 'accepted' ? [entry.request] : [])))
const completed = new Set(read(journal).flatMap((entry) => (entry.event === 'completed' ? [entry.request] : [])))

// the account carries the request's id, so that the journal can be read without a second list
for (const request of wanted.filter((each) => !accepted.has(each))) {
  await privacy.deregister(request, { requestId: request })
  write(journal, { event: 'accepted', request })
}
for (;;) {
  for (const request of wanted.filter((each) => !completed.has(each))) await lookAt(request)
  await pause(200)
}

async function lookAt(request: string): Promise<void> {
  const state = await privacy.deregistration(request)
  if (state.status !== 'completed') return
  const steps = state.steps.map(({ id, attempts, status }) => ({ id, attempts, status }))
  write(journal, {
    event: 'completed',
    request,
    steps,
    proofs: await countProofs([state.interimProofId, state.finalProofId]),
  })
  completed.add(request)
}

/** Proofs whose signature holds. */
async function countProofs(ids: readonly (string | null)[]): Promise<number> {
  let good = 0
  for (const id of ids) {
    const response = await backend.fetch(
      new Request(`http://backend.test/v1/proofs/${id}`, { headers: { authorization: `Bearer ${KEY}` } }),
    )
    const { jws } = (await response.json()) as { jws: string } // as: the contract's proof
    verifyJws(jws, await keys.publicKeys(), 'privacy-proof+jws')
    good += 1
  }
  return good
}
