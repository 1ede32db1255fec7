/** Names in a policy that lead nowhere. */
import { error, type Finding, warning } from './finding.ts'
import type { PolicyInput } from './policy.ts'
import { categoriesOf, categoriesWithin } from './scope.ts'

/** Recipients and retention rules that purposes name and the policy lacks. */
export function danglingNames({ purposes, recipients, retention }: PolicyInput): Finding[] {
  return Object.entries(purposes).flatMap(([name, purpose]) => {
    const unknown = (purpose.recipients ?? []).flatMap((recipient, index) =>
      Object.hasOwn(recipients, recipient)
        ? []
        : [error(`/purposes/${name}/recipients/${index}`, `Add "${recipient}" to recipients, or remove it here.`)],
    )
    const rule = purpose.retention
    if (rule === undefined || Object.hasOwn(retention, rule)) return unknown
    return [...unknown, error(`/purposes/${name}/retention`, `Add "${rule}" to retention, or remove it here.`)]
  })
}

/** Recipients that get what no purpose gives them, recipients and rules that nobody names, earlier names that are still in use. */
export function looseEnds({ purposes, recipients, retention }: PolicyInput): Finding[] {
  const all = Object.entries(purposes)
  const unusedRecipients = Object.keys(recipients).flatMap((name) => {
    const giving = all.filter(([, purpose]) => purpose.recipients?.includes(name))
    const pointer = `/recipients/${name}`
    if (giving.length === 0)
      return [warning(pointer, 'No purpose names this recipient. Remove it, or name it where it gets data.')]
    const given = giving.flatMap(([, purpose]) => categoriesOf(purpose))
    const more = (recipients[name]?.data ?? []).filter((category) => !categoriesWithin([category], given))
    return more.map((category) => warning(`${pointer}/data`, `No purpose that names this recipient has "${category}".`))
  })
  const unusedRules = Object.keys(retention)
    .filter((name) => all.every(([, purpose]) => purpose.retention !== name))
    .map((name) => warning(`/retention/${name}`, 'No purpose names this rule. Remove it, or name it where it holds.'))
  return [...unusedRecipients, ...unusedRules, ...circularNames(purposes)]
}

function circularNames(purposes: PolicyInput['purposes']): Finding[] {
  return Object.entries(purposes).flatMap(([name, purpose]) =>
    purpose.formerly?.includes(name)
      ? [error(`/purposes/${name}/formerly`, 'A purpose cannot be its own earlier name.')]
      : [],
  )
}
