/** What the person has said so far, in the panel: when, under which version, where it is kept; and a copy of it to take along. */
import { dayAndTime } from './format.ts'
import { CHEVRON, icon } from './icon.ts'
import { policyText } from './policy-text.ts'
import type { ShownRecord } from './port.ts'
import { saveFile } from './save-file.ts'
import type { View } from './view.ts'

/** Makes receipts out of a person's history, such as JSON-LD. What it answers with is written into a file. */
export type MakeReceipts = (history: readonly ShownRecord[]) => unknown

/** The section, which follows the client. */
export interface HistorySection {
  readonly element: HTMLElement
  update(history: readonly ShownRecord[]): void
}

/** As many as a person reads; the file has them all. */
const SHOWN_AT_MOST = 50

/** Makes the section. `receipts` null: there is nothing that makes them, so none are offered. */
export function createHistory(view: View, options: { receipts: () => MakeReceipts | null }): HistorySection {
  const { make, strings, client } = view
  const { history: words } = strings
  const failure = make('div', { class: 'alert small', attributes: { role: 'alert' } })
  const list = make('div', { class: 'items', attributes: { role: 'list', 'aria-label': words.title } })
  const empty = make('div', { class: 'muted small' }, words.empty)
  const button = (action: string, text: string, work: () => Promise<void>) =>
    make(
      'button',
      {
        class: 'button',
        attributes: { type: 'button', 'data-action': action },
        on: {
          click: () => {
            failure.textContent = ''
            work().catch(() => {
              failure.textContent = words.failed
            })
          },
        },
      },
      text,
    )
  const download = button('download', words.download, async () => {
    const records = await client.history()
    const file = { controller: client.policy.controller, policyVersion: client.policy.version, records }
    saveFile(failure.ownerDocument, { name: 'privacy-choices.json', type: 'application/json', value: file })
  })
  const receipts = button('receipts', words.receipts, async () => {
    const value = await options.receipts()?.(await client.history())
    saveFile(failure.ownerDocument, { name: 'privacy-receipts.jsonld', type: 'application/ld+json', value })
  })
  const tools = make('div', { class: 'row-of' }, download)
  const summary = make('summary', {}, make('span', { class: 'heading muted' }, words.title))
  summary.prepend(icon(summary.ownerDocument, view.prefix, CHEVRON))
  const element = make(
    'details',
    { class: 'more history', attributes: { 'data-part': 'history' } },
    summary,
    make('div', { class: 'stack' }, empty, list, tools, failure),
  )
  const update = (history: readonly ShownRecord[]) => {
    const lines = history.flatMap((item) => line(view, item) ?? []).toReversed()
    list.replaceChildren(...lines.slice(0, SHOWN_AT_MOST))
    empty.hidden = lines.length > 0
    list.hidden = lines.length === 0
    tools.hidden = history.length === 0
    if (options.receipts() === null) receipts.remove()
    else tools.append(receipts)
  }
  update([])
  return { element, update }
}

/** One answer; null for a record that is none. */
function line(view: View, { record, stamp, state }: ShownRecord): HTMLElement | null {
  const { make, strings, client } = view
  const { history: words } = strings
  const said = words.said[(record.choice ?? record.objection) as keyof typeof words.said] // as: undefined for what is no answer
  if (said === undefined) return null
  const name = record.purpose ?? purposeIn(record.scope)
  const purpose = name === undefined ? undefined : client.policy.purposes[name]
  const title = purpose === undefined ? (name ?? words.marketing) : policyText(view, purpose.title)
  const at = stamp?.effectiveAt ?? record.claimedAt
  const facts = [
    typeof at === 'string' ? dayAndTime(at, view.locale) : '',
    record.policyVersion === undefined ? '' : words.version(record.policyVersion),
    place(view, state),
  ].filter((part) => part !== '')
  const answer = record.overrides === 'gpc' ? `${said}, ${words.overridden}` : said
  return make(
    'div',
    { class: 'item small', attributes: { role: 'listitem' } },
    make('div', { class: 'name' }, title),
    make('div', {}, answer),
    make('div', { class: 'muted' }, facts.join(' · ')),
  )
}

function place({ client, strings }: View, state: ShownRecord['state']): string {
  const { history } = strings
  if (client.status().endpoint === 'device-only' || state === 'failed') return history.here
  return state === 'stored' ? history.with(client.policy.controller.name) : `${history.here}, ${history.waiting}`
}

/** The purpose that an objection is about; undefined for one to all direct marketing. */
function purposeIn(scope: unknown): string | undefined {
  const isAboutOne = typeof scope === 'object' && scope !== null && 'purpose' in scope
  return isAboutOne && typeof scope.purpose === 'string' ? scope.purpose : undefined
}
