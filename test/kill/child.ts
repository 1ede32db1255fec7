/** One life of an app with its backend in the same process, until it is killed. Started by deregistration.ts. */
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import { createBackend, type Database } from '@privacykit/backend'
import { pglite } from '@privacykit/backend/pglite'
import { postgres } from '@privacykit/backend/postgres'
import { definePolicy, scopeDigest } from '@privacykit/policy'
import {
  createPrivacy,
  erased,
  type Hook,
  type HookContext,
  hook,
  type PrivacyEvent,
  type SqlClient,
  told,
  type WithdrawalContext,
} from '@privacykit/server'
import { fileKeys, verifyJws } from '@privacykit/vault'
import pg from 'pg'
import { read, write } from './journal.ts'

const [folder = '', url = '', what = 'account'] = process.argv.slice(2)
const journal = `${folder}/journal.jsonl`
const KEY = 'service-key-of-the-kill-test-0000'
const DAY_MS = 86_400_000

const policy = definePolicy({
  app: 'kill',
  version: '1',
  locales: ['en'],
  controller: { name: 'Kill', country: 'ID', contact: { email: 'privacy@kill.example' } },
  purposes: {
    counting: {
      basis: 'consent',
      data: ['user.telemetry'],
      recipients: ['counter'],
      title: { en: 'Counting' },
      summary: { en: 'Counts.' },
    },
  },
  recipients: { counter: { name: 'Counter', role: 'processor', country: 'ID', data: ['user.telemetry'] } },
  retention: {},
  children: {},
  deregistration: { undoDays: 200 / DAY_MS, residualCheckDays: 300 / DAY_MS },
})

/** Takes a moment on both sides of its effect, so that kills fall before, between and after. */
async function act(name: string, kind: string, context: HookContext | WithdrawalContext): Promise<void> {
  const request = 'subject' in context ? context.subject.id : context.account
  const facts = { request, hook: name, kind, key: context.idempotencyKey }
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
    withdrawal: {
      purposes: name === 'mail' ? [] : ['counting'],
      erase: async (context) => {
        await act(name, 'erase', context)
        return erased(1)
      },
      verify: async (context) => {
        await act(name, 'verify', context)
        return 0
      },
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
  session: (request) => {
    const id = request.headers.get('x-account')
    return id === null ? null : { id }
  },
  database: appDatabase,
  hooks: { main: journaling('main'), billing: journaling('billing', ['main']), mail: journaling('mail') },
  recipients: {
    counter: async (context) => {
      await act('counter', 'notify', context)
      return told()
    },
  },
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
  if (what === 'withdrawal') await withdraw(request)
  else await privacy.deregister(request, { requestId: request })
  write(journal, { event: 'accepted', request })
}
for (;;) {
  for (const request of wanted.filter((each) => !completed.has(each))) await lookAt(request)
  await pause(200)
}

/** Ids that do not change from life to life: the same records sent again must start nothing new. */
async function withdraw(request: string): Promise<void> {
  const granted = [...request].reverse().join('')
  const said = { type: 'choice', purpose: 'counting', policyVersion: policy.version }
  const shown = {
    scopeDigest: scopeDigest(policy, 'counting') ?? '',
    noticeId: 'n',
    language: 'en',
    surface: 'api' as const,
  }
  for (const spoken of [
    { id: granted, choice: 'granted', replaces: [] },
    { id: request, choice: 'withdrawn', replaces: [granted] },
  ]) {
    const records = [{ ...said, ...shown, ...spoken }]
    const response = await privacy.fetch(
      new Request('http://kill.test/api/privacy/records', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'x-account': request },
        body: JSON.stringify({ records, sentAt: new Date().toISOString() }),
      }),
    )
    if (!response.ok) throw new Error(`the record was answered ${response.status}`)
  }
}

async function lookAt(request: string): Promise<void> {
  const all = what === 'withdrawal' ? await privacy.withdrawals(request) : [await privacy.deregistration(request)]
  if (all.length > 1) throw new Error('One withdrawal started two erasures.')
  const [state] = all
  if (state?.status !== 'completed') return
  const steps = state.steps.map(({ id, attempts, status }) => ({ id, attempts, status }))
  write(journal, {
    event: 'completed',
    request,
    steps,
    proofs: await countProofs([state.interimProofId, state.finalProofId].filter((id) => id !== null)),
  })
  completed.add(request)
}

/** Proofs whose signature holds. */
async function countProofs(ids: readonly string[]): Promise<number> {
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
