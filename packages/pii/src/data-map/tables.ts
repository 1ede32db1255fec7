/** The tables of the pages as plain cells, so that Markdown and HTML cannot say different things. */
import type { DataMapRow } from './map.ts'
import type { ProcessingRow } from './record-of-processing.ts'
import { covers, unique } from './uses.ts'
import type { View } from './view.ts'

/** One entry of a cell, with a quieter second line. */
export interface Line {
  text: string
  note?: string
  /** A key or path, not a word of a language. */
  isCode?: true
}

export interface Cell {
  lines: Line[]
  /** Nobody said it. */
  isUndeclared?: true
  /** There is none. */
  isEmpty?: true
}

export interface Table {
  columns: string[]
  rows: Cell[][]
}

/** Art. 30(1), one row per purpose. */
export function recordTable(view: View): Table {
  const { purpose, basis, subjects, categories, recipients, transfers, erasure, systems } = view.words.record
  return {
    columns: [purpose, basis, subjects, categories, recipients, transfers, erasure, systems],
    rows: view.record.rows.map((row) => recordRow(row, view)),
  }
}

function recordRow(row: ProcessingRow, view: View): Cell[] {
  const { words, label, country, erased, map } = view
  const missing: Cell = { lines: [{ text: words.notDeclared }], isUndeclared: true }
  const { erasure } = row
  const why = erasure === null ? [] : [erasure.reason, erasure.law ?? ''].filter((text) => text !== '')
  return [
    cell([line(row.title, row.summary)], view),
    cell([line(words.bases[row.basis], row.law)], view),
    row.subjects === null
      ? missing
      : cell(
          row.subjects.map((text) => line(text)),
          view,
        ),
    cell(
      row.categories.map(({ category, fields }) => line(label(category), fields === 0 ? words.noField : null)),
      view,
    ),
    cell(
      row.recipients.map(({ name, role, country: code }) => line(name, `${words.roles[role]} · ${country(code)}`)),
      view,
    ),
    cell(
      row.transfers.map(({ recipient, country: code, safeguard }) =>
        line(`${country(code)}: ${recipient}`, safeguard ?? words.notDeclared),
      ),
      view,
    ),
    erasure === null ? missing : cell([line(erased(erasure), why.join(' · '))], view),
    cell(
      row.systems.map((system) => line(map.systems[system]?.title ?? system)),
      view,
    ),
  ]
}

/** Every classified field, place by place. */
export function placesTable(view: View): Table {
  const { place, field, category, kind, purposes, recipients, erasure } = view.words.places
  return {
    columns: [place, field, category, kind, purposes, recipients, erasure],
    rows: view.map.rows.map((row) => placeRow(row, view)),
  }
}

function placeRow(row: DataMapRow, view: View): Cell[] {
  const { words, label, title, recipient, erased, map } = view
  const system = map.systems[row.system]
  const where = [system?.title ?? row.system, system?.location == null ? '' : view.country(system.location)]
  const times = row.retention.map((rule) => {
    const known = Object.hasOwn(map.retention, rule) ? map.retention[rule] : undefined
    return known === undefined ? rule : erased(known)
  })
  const onDeletion = row.erasure === null ? null : `${words.places.onDeletion}: ${words.erasures[row.erasure]}`
  return [
    cell([{ ...line(row.source, where.filter((text) => text !== '').join(' · ')), isCode: true }], view),
    cell([{ text: row.path, isCode: true }], view),
    cell([line(label(row.category), row.category)], view),
    cell([line(words.kinds[row.kind])], view),
    row.purposes.length === 0
      ? { lines: [{ text: words.gaps.noPurpose }], isUndeclared: true }
      : cell([line(view.list(row.purposes.map(title)))], view),
    cell(row.recipients.length === 0 ? [] : [line(view.list(row.recipients.map(recipient)))], view),
    cell([line(times.length === 0 ? words.notDeclared : unique(times).join(' · '), onDeletion)], view),
  ]
}

/** What the map cannot speak for, and where policy and code disagree. Empty when nothing of the kind was found. */
export function gapsTable(view: View): Table {
  const { words, map, policy, label, title } = view
  const row = (place: Line, field: Line, why: string) => [place, field, line(why)].map((entry) => cell([entry], view))
  const known = map.gaps.map(({ source, path, why }) =>
    row(code(source), code(path), why === 'nobody has classified it' ? words.gaps.unclassified : why),
  )
  const unneeded = map.rows
    .filter(({ purposes }) => purposes.length === 0)
    .map(({ source, path, category }) =>
      row(code(source), { ...code(path), note: label(category) }, words.gaps.noPurpose),
    )
  const unheld = Object.entries(policy.purposes).flatMap(([purpose, { data }]) =>
    data
      .filter((category) => !map.rows.some((held) => covers([category], held.category)))
      .map((category) => row(line(title(purpose)), line(label(category), category), words.gaps.noField)),
  )
  return {
    columns: [words.places.place, words.places.field, words.gaps.why],
    rows: [...known, ...unneeded, ...unheld],
  }
}

/** The facts above the picture: who is responsible, and how it is protected. */
export function factLines(view: View): [string, Cell][] {
  const { words, record, country } = view
  const { controller, jointControllers, security } = record
  const { email, url, address } = controller.contact
  const missing: Cell = { lines: [{ text: words.notDeclared }], isUndeclared: true }
  const contact = [email, url, address].flatMap((text) => (text === undefined ? [] : [line(text)]))
  return [
    [words.facts.controller, cell([line(controller.name, country(controller.country))], view)],
    [words.facts.contact, cell(contact, view)],
    [words.facts.dpo, controller.dpo === undefined ? missing : cell([line(controller.dpo.email)], view)],
    ...(jointControllers.length === 0
      ? []
      : [
          [
            words.facts.joint,
            cell(
              jointControllers.map((name) => line(name)),
              view,
            ),
          ] satisfies [string, Cell],
        ]),
    [words.facts.security, security === null ? missing : cell([line(security)], view)],
  ]
}

const code = (text: string): Line => ({ text, isCode: true })

function line(text: string, note: string | null = null): Line {
  return note === null || note === '' ? { text } : { text, note }
}

function cell(lines: Line[], { words }: View): Cell {
  return lines.length === 0 ? { lines: [{ text: words.none }], isEmpty: true } : { lines }
}
