/** What the kill test's journal says: rules that were broken, and figures. */
import type { Entry } from './journal.ts'

type Ran = Extract<Entry, { event: 'start' | 'effect' }>

/** What a request that ended well has run. */
export interface Course {
  /** Keys under which each hook's part runs. */
  keys: Readonly<Record<string, number>>
  proofs: number
}
const coursesOf = (hooks: readonly string[], kinds: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    hooks.flatMap((hook) => Object.entries(kinds).map(([kind, count]) => [`${kind} of ${hook}`, count])),
  )
/** Each part has one key, however often it ran; the check runs twice, at the end and later. */
export const ACCOUNT: Course = {
  keys: coursesOf(['main', 'billing', 'mail'], { identify: 1, erase: 1, verify: 2 }),
  proofs: 2,
}
/** One purpose: two hooks serve it, one recipient is told, and there is no second look. */
export const WITHDRAWAL: Course = {
  keys: { ...coursesOf(['main', 'billing'], { erase: 1, verify: 1 }), 'notify of counter': 1, 'erase of mail': 0 },
  proofs: 1,
}

/** One line for each broken rule; empty when all held. */
export function findViolations(entries: readonly Entry[], wanted: readonly string[], course: Course): string[] {
  return [
    ...wanted.flatMap((request) => violationsOf(request, entries, course)),
    ...runsAfterSuccess(entries).map((key) => `key ${key} ran again after its success was confirmed`),
  ]
}

/** Name and value of each figure, in the order of printing. */
export function figures(entries: readonly Entry[], killedAt: readonly number[]): Record<string, string | number> {
  const starts = entries.filter((entry): entry is Ran => entry.event === 'start')
  const effects = entries.filter((entry): entry is Ran => entry.event === 'effect')
  const resumes = resumeTimes(entries, killedAt)
  const at = (share: number) => resumes[Math.min(resumes.length - 1, Math.floor(resumes.length * share))] ?? 0
  const trouble = entries.flatMap((entry) => (entry.event === 'trouble' ? [entry.code] : []))
  return {
    kills: killedAt.length,
    'requests completed': entries.filter(({ event }) => event === 'completed').length,
    'hook runs started': starts.length,
    'steps (distinct keys)': new Set(starts.map(({ key }) => key)).size,
    'repeated runs, same key': starts.length - new Set(starts.map(({ key }) => key)).size,
    'repeated effects, same key': effects.length - new Set(effects.map(({ key }) => key)).size,
    'runs cut off by a kill and resumed': resumes.length,
    'kill to resumption p50 / p95 / max, seconds': [at(0.5), at(0.95), resumes.at(-1) ?? 0]
      .map((ms) => (ms / 1000).toFixed(1))
      .join(' / '),
    'troubles told by the SDK': trouble.length === 0 ? 'none' : [...new Set(trouble)].join(', '),
  }
}

function violationsOf(request: string, entries: readonly Entry[], course: Course): string[] {
  const end = entries.find((entry) => entry.event === 'completed' && entry.request === request)
  if (end?.event !== 'completed') return [`request ${request} never completed`]
  const ran = entries.filter((entry): entry is Ran => 'request' in entry && 'key' in entry && entry.request === request)
  const found: string[] = []
  if (end.proofs !== course.proofs)
    found.push(`request ${request} has ${end.proofs} good proofs instead of ${course.proofs}`)
  for (const step of end.steps) {
    const own = ran.filter(({ key }) => key === step.id)
    const starts = own.filter(({ event }) => event === 'start').length
    if (step.status !== 'done') found.push(`step ${step.id} is ${step.status} in a completed request`)
    if (!own.some(({ event }) => event === 'effect')) found.push(`step ${step.id} is done without its effect`)
    if (starts > step.attempts) found.push(`step ${step.id} ran ${starts} times in ${step.attempts} attempts`)
  }
  const known = new Set(end.steps.map(({ id }) => id))
  for (const { key } of ran) if (!known.has(key)) found.push(`request ${request} ran under the unknown key ${key}`)
  return [...found, ...wrongKeys(request, ran, course)]
}

function wrongKeys(request: string, ran: readonly Ran[], course: Course): string[] {
  return Object.entries(course.keys).flatMap(([part, expected]) => {
    const keys = new Set(ran.filter(({ hook, kind }) => `${kind} of ${hook}` === part).map(({ key }) => key)).size
    return keys === expected ? [] : [`request ${request}: ${part} ran under ${keys} keys, not ${expected}`]
  })
}

function runsAfterSuccess(entries: readonly Entry[]): string[] {
  const recorded = new Set<string>()
  return entries.flatMap((entry) => {
    if (entry.event === 'recorded') recorded.add(entry.key)
    return entry.event === 'start' && recorded.has(entry.key) ? [entry.key] : []
  })
}

/** From each kill to the next run of each key that it cut off, in milliseconds, ascending. */
function resumeTimes(entries: readonly Entry[], killedAt: readonly number[]): number[] {
  return killedAt
    .flatMap((at) => {
      const before = entries.filter((entry) => entry.at <= at)
      const ended = new Set(before.flatMap((entry) => (entry.event === 'recorded' ? [entry.key] : [])))
      const open = new Set(
        before.flatMap((entry) => (entry.event === 'start' && !ended.has(entry.key) ? [entry.key] : [])),
      )
      return [...open].flatMap((key) => {
        const next = entries.find((entry) => entry.event === 'start' && entry.key === key && entry.at > at)
        const previousKill = killedAt.findLast((other) => other < at) ?? 0
        const startedSince = before.some(
          (entry) => entry.event === 'start' && entry.key === key && entry.at > previousKill,
        )
        return next === undefined || !startedSince ? [] : [next.at - at]
      })
    })
    .sort((one, other) => one - other)
}
