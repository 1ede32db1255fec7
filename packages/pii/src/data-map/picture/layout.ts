/** Gives every box a place and every band its ends, so that boxes never overlap and bands run as level as they can. */
import type { FlowGraph, FlowLink, FlowNode } from './graph.ts'
import { ordered } from './order.ts'
import { fitted } from './text.ts'

export interface PlacedNode extends FlowNode {
  x: number
  y: number
  width: number
  height: number
  /** The label as it fits. */
  lines: string[]
  /** The note as it fits; none for an empty one. */
  notes: string[]
}

export interface PlacedLink extends FlowLink {
  /** Middle of the band where it leaves and where it arrives. */
  start: { x: number; y: number }
  end: { x: number; y: number }
  thickness: number
}

export interface Layout {
  width: number
  height: number
  nodes: PlacedNode[]
  links: PlacedLink[]
  /** Where each group's heading stands: above its first box. */
  headings: { column: number; group: number; x: number; y: number }[]
}

export const LABEL_SIZE = 13
export const NOTE_SIZE = 11.5
export const LINE = 17
export const PAD = { x: 16, y: 8 }
export const NOTE_LINE = 15
const WIDTHS = [148, 184, 196, 216] as const
const CHANNEL = 92
const GAP = 10
const HEADING = 34
/** The most that a box may be drawn away from the one above it. */
const SLACK = 20
const BAND = 4

/** Lays the graph out from left to right. The mirror image is the drawing's business. */
export function layOut(graph: FlowGraph): Layout {
  const columns = ordered(graph).map((column) => column.map((node) => sized(node, graph.links)))
  const tallest = Math.max(...columns.map((column) => stacked(column)))
  settle(columns, graph.links, tallest)
  const height = Math.max(...columns.map((column) => bottomOf(column)))
  const nodes = columns.flat()
  return {
    width: WIDTHS.reduce((sum, width) => sum + width, 0) + CHANNEL * 3,
    height,
    nodes,
    links: banded(nodes, graph.links),
    headings: columns.flatMap((column) =>
      column.flatMap((node, index) =>
        opensGroup(column, index) ? [{ column: node.column, group: node.group, x: node.x, y: node.y - 12 }] : [],
      ),
    ),
  }
}

function sized(node: FlowNode, links: readonly FlowLink[]): PlacedNode {
  const width = WIDTHS[node.column]
  const inner = width - 2 * PAD.x
  const lines = fitted(node.label, { width: inner, size: LABEL_SIZE, lines: 2 })
  // role and country of a recipient are long in some languages
  const room = { width: inner, size: NOTE_SIZE, lines: node.column === 3 ? 2 : 1 }
  const notes = node.note === '' ? [] : fitted(node.note, room)
  const text = lines.length * LINE + notes.length * NOTE_LINE + 2 * PAD.y
  const flow = (end: 'from' | 'to') =>
    links.reduce((sum, link) => sum + (link[end] === node.id ? link.weight * BAND : 0), 0)
  const height = Math.max(text, flow('from') + 8, flow('to') + 8)
  const x = WIDTHS.slice(0, node.column).reduce((sum, before) => sum + before + CHANNEL, 0)
  return { ...node, x, y: 0, width, height, lines, notes }
}

/** A heading stands over the first box of each column, and over each group on the right. */
function opensGroup(column: readonly PlacedNode[], index: number): boolean {
  const [node, before] = [column[index], column[index - 1]]
  return before === undefined || (node?.column === 3 && node.group !== before.group)
}

function gapAbove(column: readonly PlacedNode[], index: number): number {
  if (index === 0) return HEADING
  return opensGroup(column, index) ? HEADING + GAP : GAP
}

/** Stacks a column from the top, and answers its height. */
function stacked(column: PlacedNode[]): number {
  let y = 0
  for (const [index, node] of column.entries()) {
    y += gapAbove(column, index)
    node.y = y
    y += node.height
  }
  return y
}

function bottomOf(column: readonly PlacedNode[]): number {
  const last = column.at(-1)
  return last === undefined ? 0 : last.y + last.height
}

/** Draws boxes towards the ones they are joined to, then pushes apart what would touch. */
function settle(columns: readonly PlacedNode[][], links: readonly FlowLink[], height: number): void {
  const byId = new Map(columns.flat().map((node) => [node.id, node]))
  for (let round = 0; round < 24; round += 1) {
    const pull = 0.6 * 0.94 ** round
    for (const column of round % 2 === 0 ? columns : columns.toReversed()) {
      for (const node of column) {
        const near = links.flatMap(({ from, to, weight }) => {
          const other = byId.get(from === node.id ? to : to === node.id ? from : '')
          return other === undefined ? [] : [{ at: other.y + other.height / 2, weight }]
        })
        const total = near.reduce((sum, { weight }) => sum + weight, 0)
        if (total === 0) continue
        const wish = near.reduce((sum, { at, weight }) => sum + at * weight, 0) / total
        node.y += (wish - node.y - node.height / 2) * pull
      }
      separate(column, height)
      gather(column)
    }
  }
}

function separate(column: readonly PlacedNode[], height: number): void {
  let top = 0
  for (const [index, node] of column.entries()) {
    node.y = Math.max(node.y, top + gapAbove(column, index))
    top = node.y + node.height
  }
  let bottom = height
  for (const [index, node] of [...column.entries()].reverse()) {
    node.y = Math.min(node.y, bottom - node.height)
    bottom = node.y - gapAbove(column, index)
  }
}

/** Every column starts at the top, without holes: headings in one line, and on a narrow screen something to see before the first scroll. */
function gather(column: readonly PlacedNode[]): void {
  let top = 0
  for (const [index, node] of column.entries()) {
    const above = gapAbove(column, index)
    node.y = Math.min(node.y, top + above + (index === 0 ? 0 : SLACK))
    top = node.y + node.height
  }
}

/** Bands leave and arrive in the order of what they join, so that they do not cross at a box. */
function banded(nodes: readonly PlacedNode[], links: readonly FlowLink[]): PlacedLink[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const placed = links.flatMap((link) => {
    const [from, to] = [byId.get(link.from), byId.get(link.to)]
    if (from === undefined || to === undefined) return []
    return [{ ...link, thickness: link.weight * BAND, source: from, target: to, leaves: 0, arrives: 0 }]
  })
  for (const node of nodes) {
    const out = placed.filter(({ source }) => source === node).toSorted((a, b) => a.target.y - b.target.y)
    spread(out, node, (link, y) => Object.assign(link, { leaves: y }))
    const into = placed.filter(({ target }) => target === node).toSorted((a, b) => a.source.y - b.source.y)
    spread(into, node, (link, y) => Object.assign(link, { arrives: y }))
  }
  return placed.map(({ source, target, leaves, arrives, ...link }) => ({
    ...link,
    start: { x: source.x + source.width, y: leaves },
    end: { x: target.x, y: arrives },
  }))
}

function spread<L extends { thickness: number }>(
  links: readonly L[],
  node: PlacedNode,
  put: (link: L, y: number) => void,
): void {
  const total = links.reduce((sum, { thickness }) => sum + thickness, 0)
  let y = node.y + (node.height - total) / 2
  for (const link of links) {
    put(link, y + link.thickness / 2)
    y += link.thickness
  }
}
