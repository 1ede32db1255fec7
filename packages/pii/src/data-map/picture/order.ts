/** Puts the boxes of each column in an order in which few bands cross: barycentres, swept forth and back (Sugiyama). */
import type { FlowGraph, FlowNode } from './graph.ts'

const SWEEPS = 16
/** Above this many links crossings are not counted, and the last sweep stands. */
const COUNT_LIMIT = 1500

/** The columns, left to right, each from top to bottom; groups stay together. */
export function ordered(graph: FlowGraph): FlowNode[][] {
  let columns = [0, 1, 2, 3].map((column) => byGroup(graph.nodes.filter((node) => node.column === column)))
  let best = columns
  let fewest = crossings(graph, columns)
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    columns = swept(graph, columns, sweep % 2 === 0 ? [1, 2, 3] : [2, 1, 0])
    const count = crossings(graph, columns)
    if (count < fewest || graph.links.length > COUNT_LIMIT) [best, fewest] = [columns, count]
  }
  return best
}

function byGroup(nodes: readonly FlowNode[]): FlowNode[] {
  return nodes.toSorted((a, b) => a.group - b.group)
}

function swept(graph: FlowGraph, columns: readonly FlowNode[][], path: readonly number[]): FlowNode[][] {
  const next = columns.map((column) => [...column])
  for (const at of path) {
    const rank = ranks(next)
    const isForward = path[0] === 1
    const wish = new Map(
      (next[at] ?? []).map((node) => {
        const near = graph.links.flatMap(({ from, to, weight }) => {
          const other = isForward ? (to === node.id ? from : null) : from === node.id ? to : null
          return other === null ? [] : [{ at: rank.get(other) ?? 0, weight }]
        })
        const total = near.reduce((sum, { weight }) => sum + weight, 0)
        const mean = near.reduce((sum, { at, weight }) => sum + at * weight, 0) / total
        return [node.id, total === 0 ? (rank.get(node.id) ?? 0) : mean]
      }),
    )
    next[at] = (next[at] ?? []).toSorted((a, b) => a.group - b.group || (wish.get(a.id) ?? 0) - (wish.get(b.id) ?? 0))
  }
  return next
}

/** Where each box stands in its column, from 0 to 1. */
function ranks(columns: readonly (readonly FlowNode[])[]): Map<string, number> {
  return new Map(columns.flatMap((column) => column.map(({ id }, index) => [id, (index + 0.5) / column.length])))
}

/** How much of the flow crosses. */
export function crossings({ links, nodes }: FlowGraph, columns: readonly (readonly FlowNode[])[]): number {
  if (links.length > COUNT_LIMIT) return Number.POSITIVE_INFINITY
  const rank = ranks(columns)
  const columnOf = new Map(nodes.map(({ id, column }) => [id, column]))
  const placed = links.map(({ from, to, weight }) => ({
    ...{ column: columnOf.get(from), a: rank.get(from) ?? 0, b: rank.get(to) ?? 0, weight },
  }))
  let count = 0
  for (const [index, one] of placed.entries())
    for (const two of placed.slice(index + 1))
      if (one.column === two.column && (one.a - two.a) * (one.b - two.b) < 0) count += one.weight * two.weight
  return count
}
