/** What each section of the panel says, as plain data: drawing and looking stay apart. */

import type { Change } from './changes.ts'
import type { ShownItem } from './port.ts'
import { explain } from './reasons.ts'
import { storedKeys, storedTable } from './stored.ts'
import { type Seen, warningsOf } from './warnings.ts'

/** One entry: a name, what it is like, and sentences below. */
export interface Line {
  readonly name: string
  /** Whether the state is one of "open"; undefined: it is just words. */
  readonly open?: boolean
  readonly state?: string
  /** Names in backticks are code. */
  readonly texts?: readonly string[]
  /** Small facts below. */
  readonly facts?: readonly string[]
  /** Since when, or when: milliseconds since 1970. */
  readonly at?: number | undefined
}

/** A section. */
export interface Section {
  readonly title: string
  readonly count: string
  /** What it says when it has no lines. */
  readonly empty: string
  readonly lines: readonly Line[]
}

/** All that the panel shows. */
export interface Shown extends Seen {
  readonly changes: readonly Change[]
  changedAt(purpose: string): number | undefined
}

/** The sections, in their order. */
export function sectionsOf(shown: Shown): Section[] {
  const warnings = warningsOf(shown)
  return [
    {
      title: 'Warnings',
      count: String(warnings.length),
      empty: 'Nothing to look into.',
      lines: warnings.map((text) => ({ name: '', texts: [text] })),
    },
    purposes(shown),
    gates(shown),
    stored(shown),
    sent(shown),
    blocked(shown),
    {
      title: 'Changes',
      count: String(shown.changes.length),
      empty: 'Nothing has changed since the panel is there.',
      lines: shown.changes.map(({ at, text }) => ({ name: text, at })),
    },
  ]
}

function purposes({ client, changedAt }: Shown): Section {
  const { decisions, questions, signals } = client.snapshot()
  const entries = Object.entries(decisions)
  return {
    title: 'Purposes',
    count: `${entries.filter(([, { allowed }]) => allowed).length} of ${entries.length} open, ${questions.length} to ask`,
    empty: 'The policy has no purposes.',
    lines: entries.map(([name, { allowed, reason, basis, evidence, mayAsk, recordIds }]) => {
      const { why, change } = explain(reason)
      const asked = questions.includes(name) ? 'Is asked now.' : mayAsk ? 'May be asked.' : 'Is not asked now.'
      const facts = [
        `Basis: ${basis ?? 'none'}`,
        recordIds.length === 0 ? 'decided by no record' : `decided by ${recordIds.map(short).join(', ')}`,
        ...(evidence === 'claimed' ? ['on this device’s clock'] : []),
        ...(signals.gpc === true ? ['under Global Privacy Control'] : []),
      ]
      return {
        name,
        open: allowed,
        state: `${allowed ? 'Open' : 'Closed'}: ${reason}`,
        texts: [`${why} ${asked}`, `Would change it: ${change}`],
        facts,
        at: changedAt(name),
      }
    }),
  }
}

function gates({ gates: seen }: Shown): Section {
  const running = seen.filter((gate) => gate.running).length
  return {
    title: 'Gates and buffers',
    count: `${running} of ${seen.filter(({ kind }) => kind === 'gate').length} running`,
    empty: 'None seen. Open the panel before gates are added: earlier ones stay unseen.',
    lines: seen.map(({ kind, purpose, running: isOn, passed, called, changedAt }) =>
      kind === 'gate'
        ? {
            name: `gate on ${purpose}`,
            open: isOn,
            state: isOn ? 'Running' : 'Stopped',
            texts: [passed === 0 ? 'Never started.' : `Started ${times(passed)}.`],
            at: changedAt,
          }
        : {
            name: `buffer on ${purpose}`,
            texts: [`${called} called, ${passed} passed on, ${Math.max(0, called - passed)} waiting or thrown away.`],
            at: changedAt,
          },
    ),
  }
}

function stored({ client, items }: Shown): Section {
  const { app } = client.policy
  const table = storedTable(app)
  const keys = storedKeys(app)
  const tableLines: Line[] =
    table === null
      ? []
      : [
          {
            name: 'Answer table',
            texts: [
              `For version ${table.policy}; open: ${table.allowed.join(', ') || 'nothing'}.`,
              `Holds until ${new Date(table.until).toLocaleString()}.`,
            ],
            at: table.made,
          },
        ]
  return {
    title: 'Stored on this device',
    count: `${items.length} records, ${keys.length} keys, ${client.status().storage}`,
    empty: 'Nothing. Nothing is stored before the first answer.',
    lines: [
      ...items.map(recordLine).reverse(),
      ...tableLines,
      ...keys.map(({ name, where, size }) => ({ name, texts: [`${where}, ${size} characters`] })),
    ],
  }
}

const RECEIPTS: Readonly<Record<string, string>> = {
  pending: 'Waits to be sent.',
  failed: 'Refused by the backend; it holds here.',
  stored: 'The backend has it.',
}

function recordLine({ record, stamp, state, receipt }: ShownItem): Line {
  const { choice, objection, purpose, scope, surface, claimedAt } = record as Readonly<Record<string, unknown>> // as: members that some types of records have
  const about = purpose ?? (typeof scope === 'object' && scope !== null && 'purpose' in scope ? scope.purpose : scope)
  const at = Date.parse(stamp?.effectiveAt ?? String(claimedAt))
  return {
    name: [record.type, about, choice ?? objection].filter((part) => typeof part === 'string').join(' '),
    texts: [
      [
        `Record ${short(record.id)}`,
        ...(typeof surface === 'string' ? [`made in the ${surface}`] : []),
        receipt === undefined ? 'no receipt here' : 'with receipt',
      ].join(' · '),
      RECEIPTS[state] ?? state,
    ],
    at: Number.isNaN(at) ? undefined : at,
  }
}

function sent({ client }: Shown): Section {
  const { pending, lastError, endpoint } = client.status()
  const error: Line[] =
    lastError === null ? [] : [{ name: 'Last error', state: lastError.code, texts: [lastError.message] }]
  const words =
    endpoint === 'device-only' ? 'There is no endpoint: nothing is ever sent.' : `${pending} waiting for the backend.`
  return {
    title: 'Sent',
    count: endpoint === 'device-only' ? 'no endpoint' : `${pending} waiting`,
    empty: '',
    lines: [{ name: 'Outbox', texts: [words] }, ...error],
  }
}

function blocked({ reports }: Shown): Section {
  const seen = reports.flatMap((report) => report.seen)
  const cannot = [...new Set(reports.flatMap(({ cannotStop }) => cannotStop))]
  const stopped = seen.filter(({ outcome }) => outcome === 'stopped').reduce((sum, { count }) => sum + count, 0)
  const limits: Line[] = cannot.length === 0 ? [] : [{ name: 'No guard can stop', texts: [cannot.join(', ')] }]
  return {
    title: 'Blocked and let through',
    count: reports.length === 0 ? 'no guards' : `${stopped} stopped`,
    empty: 'No guards were given to the panel (`reports`).',
    lines: [
      ...seen.map(({ outcome, kind, host, purposes: names, count, lastAt }) => ({
        name: host,
        state: outcome,
        texts: [`${kind}, ${times(count)}; for ${names.join(', ') || 'no purpose'}.`],
        at: lastAt,
      })),
      ...limits,
    ],
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

/** Ids are long; their beginning tells them apart. */
function short(id: string): string {
  return id.slice(0, 8)
}
