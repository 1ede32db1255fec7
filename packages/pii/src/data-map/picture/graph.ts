/** What the picture shows, before anything has a place: boxes in four columns, and what flows between them. */
import type { Basis } from '@privacykit/contract'
import { covers, unique } from '../uses.ts'
import type { View } from '../view.ts'

/** 0 where it stands, 1 what it is, 2 what for, 3 who gets it and when it goes. */
export type Column = 0 | 1 | 2 | 3

export interface FlowNode {
  id: string
  column: Column
  /** Boxes of a column stand together by group, in this order. */
  group: number
  label: string
  /** A second, quieter line; empty for none. */
  note: string
  /** `unheld`: declared, and no field holds it. `unneeded`: held, and no purpose needs it. */
  mark: 'unheld' | 'unneeded' | null
  basis: Basis | null
}

export interface FlowLink {
  from: string
  to: string
  /** Categories that a recipient gets; 1 for every other link. */
  weight: number
  /** The purpose at either end; null between a place and a category. */
  purpose: string | null
}

export interface FlowGraph {
  nodes: FlowNode[]
  links: FlowLink[]
}

/** More places than this make a picture that nobody reads: then each system is one box. */
const PLACES_LIMIT = 24

export function flowGraph(view: View): FlowGraph {
  const { map, policy, record, words, label, title } = view
  const held = unique(map.rows.map((row) => row.category))
  const declared = unique(Object.values(policy.purposes).flatMap((purpose) => purpose.data))
  const unheld = declared.filter((category) => !held.some((key) => covers([category], key)))
  const categories = [...held, ...unheld]
  // of what no field holds, only the purposes that name it are drawn: a wider declaration of another says nothing about it
  const purposesOf = (category: string) =>
    Object.entries(policy.purposes).flatMap(([name, { data }]) =>
      (unheld.includes(category) ? data.includes(category) : covers(data, category)) ? [name] : [],
    )
  const nodes: FlowNode[] = categories.map((category) => ({
    ...{ id: `category ${category}`, column: 1, group: 0, label: label(category), basis: null },
    note: unheld.includes(category) ? words.noField : '',
    mark: unheld.includes(category) ? 'unheld' : purposesOf(category).length === 0 ? 'unneeded' : null,
  }))
  const links: FlowLink[] = categories.flatMap((category) =>
    purposesOf(category).map((purpose) => ({
      ...{ from: `category ${category}`, to: `purpose ${purpose}`, weight: 1, purpose },
    })),
  )
  for (const { purpose, basis } of record.rows)
    nodes.push({
      ...{ id: `purpose ${purpose}`, column: 2, group: 0, label: title(purpose), note: words.bases[basis] },
      ...{ mark: null, basis },
    })
  for (const part of [placesOf(view), recipientsOf(view, categories), rulesOf(view)]) {
    nodes.push(...part.nodes)
    links.push(...part.links)
  }
  return { nodes, links }
}

function placesOf({ map, words }: View): FlowGraph {
  const sources = new Set(map.rows.flatMap((row) => (row.place === 'table' ? [row.source] : [])))
  const isFine = sources.size <= PLACES_LIMIT
  const nodes = new Map<string, FlowNode>()
  const links = new Map<string, FlowLink>()
  const systems = Object.keys(map.systems)
  for (const { source, place, system, category } of map.rows) {
    const title = map.systems[system]?.title ?? system
    const isTable = isFine && place === 'table'
    const id = isTable ? `table ${source}` : `system ${system}`
    // the name of a table follows the name of its database
    const label = isTable ? source.slice(source.indexOf('.') + 1) : title
    const note = isTable ? title : place === 'schema' ? words.takesIn : ''
    const group = systems.indexOf(system)
    if (!nodes.has(id)) nodes.set(id, { id, column: 0, group, label, note, mark: null, basis: null })
    const to = `category ${category}`
    links.set(`${id} ${to}`, { from: id, to, weight: 1, purpose: null })
  }
  return { nodes: [...nodes.values()], links: [...links.values()] }
}

function recipientsOf({ policy, words, country }: View, categories: readonly string[]): FlowGraph {
  const links = Object.entries(policy.purposes).flatMap(([purpose, { recipients = [], data }]) =>
    unique(recipients).flatMap((key): FlowLink[] => {
      const given = Object.hasOwn(policy.recipients, key) ? policy.recipients[key]?.data : undefined
      if (given === undefined) return []
      const shared = categories.filter((category) => covers(data, category) && meets(given, category))
      return [{ from: `purpose ${purpose}`, to: `recipient ${key}`, weight: Math.max(1, shared.length), purpose }]
    }),
  )
  const nodes = Object.entries(policy.recipients).map(([key, { name, role, country: code }]): FlowNode => {
    const note = `${words.roles[role]} · ${country(code)}`
    return { id: `recipient ${key}`, column: 3, group: 0, label: name, note, mark: null, basis: null }
  })
  return { nodes: nodes.filter(({ id }) => links.some(({ to }) => to === id)), links }
}

/** A purpose has one rule: a thin line, since nothing is handed over. */
function rulesOf({ policy, erased }: View): FlowGraph {
  const links = Object.entries(policy.purposes).flatMap(([purpose, { retention }]): FlowLink[] => {
    if (retention === undefined || !Object.hasOwn(policy.retention, retention)) return []
    return [{ from: `purpose ${purpose}`, to: `rule ${retention}`, weight: 1, purpose }]
  })
  const nodes = Object.entries(policy.retention).map(
    ([key, rule]): FlowNode => ({
      ...{ id: `rule ${key}`, column: 3, group: 1, label: erased(rule), note: key, mark: null, basis: null },
    }),
  )
  return { nodes: nodes.filter(({ id }) => links.some(({ to }) => to === id)), links }
}

/** A recipient that gets the category, one above it, or a part of it. */
function meets(given: readonly string[], category: string): boolean {
  return covers(given, category) || given.some((part) => covers([category], part))
}
