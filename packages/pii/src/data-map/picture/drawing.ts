/** Draws the flows as SVG: no script, no style of its own but class names that the page's sheet knows. */
import { escapeHtml } from '../escape.ts'
import type { View } from '../view.ts'
import { flowGraph } from './graph.ts'
import {
  LABEL_SIZE,
  type Layout,
  LINE,
  layOut,
  NOTE_LINE,
  NOTE_SIZE,
  PAD,
  type PlacedLink,
  type PlacedNode,
} from './layout.ts'

/** An `<svg>` element, or an empty text when there is nothing to draw. */
export function drawing(view: View): string {
  const graph = flowGraph(view)
  if (graph.links.length === 0) return ''
  const layout = layOut(graph)
  const { words } = view
  const count = (column: number, group: number) =>
    graph.nodes.filter((node) => node.column === column && node.group === group).length
  const desc = words.picture({ categories: count(1, 0), purposes: count(2, 0), recipients: count(3, 0) })
  const draw: Pen = { layout, isMirrored: words.direction === 'rtl', view }
  const joins = layout.links.filter(({ purpose }) => purpose === null)
  const loose = layout.nodes.filter(({ column }) => column !== 2)
  const [width, height] = [round(layout.width + 2), round(layout.height + 2)]
  return `<svg class="flows" role="img" aria-labelledby="flows-title flows-desc" width="${width}" height="${height}" viewBox="-1 -1 ${width} ${height}">
<title id="flows-title">${escapeHtml(words.headings.picture)}</title>
<desc id="flows-desc">${escapeHtml(desc)}</desc>
${headings(draw)}
<g class="joins">${joins.map((link) => band(link, draw)).join('')}</g>
${layout.nodes
  .filter(({ column }) => column === 2)
  .map((node) => purpose(node, draw))
  .join('\n')}
${loose.map((node) => box(node, draw)).join('\n')}
</svg>`
}

interface Pen {
  layout: Layout
  isMirrored: boolean
  view: View
}

function headings({ layout, isMirrored, view: { words } }: Pen): string {
  const { flow } = words
  return layout.headings
    .map(({ column, group, x, y }) => {
      const text =
        [flow.places, flow.categories, flow.purposes][column] ?? (group === 0 ? flow.recipients : flow.retention)
      const at = isMirrored ? layout.width - x : x
      return `<text class="heading" x="${round(at)}" y="${round(y)}">${escapeHtml(text)}</text>`
    })
    .join('\n')
}

/** A purpose with all its bands, so that pointing at one shows where its data comes from and goes. */
function purpose(node: PlacedNode, pen: Pen): string {
  const own = pen.layout.links.filter((link) => link.purpose !== null && `purpose ${link.purpose}` === node.id)
  return `<g class="flow ${node.basis ?? ''}">${own.map((link) => band(link, pen)).join('')}${box(node, pen)}</g>`
}

function band({ start, end, thickness }: PlacedLink, { layout, isMirrored }: Pen): string {
  const [a, b] = [start.x, end.x].map((x) => round(isMirrored ? layout.width - x : x))
  const middle = round(((a ?? 0) + (b ?? 0)) / 2)
  const [from, to] = [round(start.y), round(end.y)]
  return `<path class="band" d="M${a} ${from}C${middle} ${from} ${middle} ${to} ${b} ${to}" stroke-width="${round(thickness)}"/>`
}

function box(node: PlacedNode, { layout, isMirrored }: Pen): string {
  const x = isMirrored ? layout.width - node.x - node.width : node.x
  const ink = isMirrored ? x + node.width - PAD.x : x + PAD.x
  const text = node.lines.length * LINE + node.notes.length * NOTE_LINE
  const top = node.y + (node.height - text) / 2
  const line = (words: string, index: number) =>
    `<text class="label" x="${round(ink)}" y="${round(top + index * LINE + LABEL_SIZE)}">${isolated(words, isMirrored)}</text>`
  const note = (words: string, index: number) =>
    `<text class="note" x="${round(ink)}" y="${round(top + node.lines.length * LINE + index * NOTE_LINE + NOTE_SIZE)}">${isolated(words, isMirrored)}</text>`
  const stripe =
    node.basis === null
      ? ''
      : `<rect class="stripe" x="${round(isMirrored ? x + node.width - 9 : x + 6)}" y="${round(node.y + 7)}" width="3" height="${round(node.height - 14)}" rx="1.5"/>`
  const whole = node.note === '' ? node.label : `${node.label}: ${node.note}`
  return `<g class="box ${node.mark ?? ''}"><title>${escapeHtml(whole)}</title><rect class="paper" x="${round(x)}" y="${round(node.y)}" width="${round(node.width)}" height="${round(node.height)}" rx="6"/>${stripe}${[...node.lines.map(line), ...node.notes.map(note)].join('')}</g>`
}

/** A label in the other direction keeps its brackets (Unicode first-strong isolate). */
function isolated(text: string, isMirrored: boolean): string {
  return isMirrored ? `&#x2068;${escapeHtml(text)}&#x2069;` : escapeHtml(text)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
