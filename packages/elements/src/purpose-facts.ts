/** What a purpose's details list: data, recipients, time, device. All of it from the policy. */

import { duration, facts } from './format.ts'
import type { ShownPurpose, ShownStore } from './port.ts'
import type { View } from './view.ts'

/** One line under the summary: who gets it, and how long. `Goes to Tally · kept 180 days` */
export function shortFacts(view: View, purpose: ShownPurpose): string {
  const { client, strings } = view
  const names = recipientNames(view, purpose)
  const where =
    names.length === 0 ? strings.panel.staysWith(client.policy.controller.name) : strings.panel.goesTo(view.list(names))
  return [where, keptFor(view, purpose)].filter((part) => part !== '').join(' · ')
}

/** The details as a description list. */
export function factList(view: View, purpose: ShownPurpose): HTMLDListElement {
  const { make, strings } = view
  const { panel } = strings
  const entries: (readonly [string, readonly string[]])[] = [
    [
      panel.data,
      [
        facts(
          purpose.data.map((key) => categoryLabel(view, key)),
          view.locale,
        ),
      ],
    ],
    [panel.optional, optionalLines(view, purpose)],
    [panel.recipients, recipientLines(view, purpose)],
    [panel.retention, retentionLines(view, purpose)],
    [panel.device, (purpose.stores ?? []).map((store) => storeLine(view, store))],
    [panel.basis, [basisLine(view, purpose)]],
  ]
  const rows = entries
    .filter(([, lines]) => lines.some((line) => line !== ''))
    .map(([term, lines]) =>
      make(
        'div',
        { class: 'fact' },
        make('dt', {}, term),
        make('dd', {}, ...lines.map((line) => make('div', {}, line))),
      ),
    )
  return make('dl', { class: 'facts' }, ...rows)
}

/** The label of a data category, or of the nearest one above it; the key itself when the language has none. */
export function categoryLabel(view: View, key: string): string {
  for (let at = key; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const label = view.strings.categories[at]
    if (label !== undefined) return label
  }
  return key
}

/** How long, as far as it can be said in a few words; empty where it cannot. */
export function keptFor(view: View, purpose: ShownPurpose): string {
  const rule = view.client.policy.retention[purpose.retention ?? '']
  if (rule === undefined) return ''
  const days = rule.years === undefined ? rule.days : rule.years * 365
  if (days === undefined || (rule.from === 'account-end' && days <= 31)) return view.strings.panel.keptWithAccount
  return rule.from === 'account-end' ? '' : view.strings.panel.kept(duration(days, view.locale))
}

function retentionLines(view: View, purpose: ShownPurpose): string[] {
  const rule = view.client.policy.retention[purpose.retention ?? '']
  if (rule === undefined) return []
  return [view.text(rule.reason), rule.law ?? '']
}

/** Names of who gets it, with their country on demand. */
export function recipientNames(view: View, purpose: ShownPurpose, { country = false } = {}): string[] {
  return (purpose.recipients ?? []).map((name) => {
    const recipient = view.client.policy.recipients[name]
    if (recipient === undefined) return name
    return country ? `${recipient.name} (${countryName(view, recipient.country)})` : recipient.name
  })
}

function countryName(view: View, region: string): string {
  return new Intl.DisplayNames(view.locale, { type: 'region' }).of(region.slice(0, 2)) ?? region
}

function recipientLines(view: View, purpose: ShownPurpose): string[] {
  const { controller, recipients } = view.client.policy
  const names = purpose.recipients ?? []
  if (names.length === 0) return [view.strings.panel.staysWith(controller.name)]
  return names.map((name) => {
    const recipient = recipients[name]
    if (recipient === undefined) return name
    const country = countryName(view, recipient.country)
    return [`${recipient.name}, ${country}`, recipient.safeguard ?? ''].filter((part) => part !== '').join('. ')
  })
}

function optionalLines(view: View, purpose: ShownPurpose): string[] {
  return (purpose.optional ?? []).map(
    ({ category, without }) => `${categoryLabel(view, category)}: ${view.text(without)}`,
  )
}

function storeLine(view: View, store: ShownStore): string {
  const { panel } = view.strings
  const name = store.cookie ?? store.localStorage ?? store.sessionStorage ?? store.indexedDB ?? ''
  const kind = store.cookie === undefined ? panel.storage : panel.cookie
  const days = store.days === undefined ? '' : `, ${duration(store.days, view.locale)}`
  const session = store.days === undefined && store.localStorage === undefined && store.indexedDB === undefined
  const what = store.text === undefined ? '' : `. ${view.text(store.text)}`
  return `${name} (${kind}${days}${session ? `, ${panel.session}` : ''})${what}`
}

function basisLine(view: View, purpose: ShownPurpose): string {
  const { basis, panel } = view.strings
  const line = [basis[purpose.basis] ?? purpose.basis, purpose.law?.name ?? ''].filter((part) => part !== '').join(': ')
  return purpose.profiling === true ? `${line}. ${panel.profiling}` : line
}
