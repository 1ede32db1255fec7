import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Column, FlowGraph, FlowNode } from './graph.ts'
import { LABEL_SIZE, layOut, NOTE_SIZE, PAD, type PlacedNode } from './layout.ts'
import { crossings, ordered } from './order.ts'
import { widthOf } from './text.ts'

const node = (column: Column, name: string, note = ''): FlowNode => ({
  ...{ id: `${column} ${name}`, column, group: 0, label: name, note, mark: null, basis: null },
})

const graphs = fc
  .record({
    sizes: fc.tuple(...[6, 20, 15, 12].map((max) => fc.nat(max))),
    labels: fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { minLength: 1 }),
    joins: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(2), fc.integer({ min: 1, max: 9 })), { maxLength: 80 }),
  })
  .map(({ sizes, labels, joins }): FlowGraph => {
    const columns = sizes.map((size, column) =>
      Array.from({ length: size }, (_, index) => ({
        ...node(column as Column, `${index} ${labels[index % labels.length]}`, labels[0]), // as: four sizes
        group: column === 3 ? index % 2 : 0,
      })),
    )
    const links = joins.flatMap(([a, b, column, weight]) => {
      const [left = [], right = []] = columns.slice(column)
      const [from, to] = [left[a % left.length], right[b % right.length]]
      return from === undefined || to === undefined ? [] : [{ from: from.id, to: to.id, weight, purpose: null }]
    })
    return { nodes: columns.flat(), links }
  })

test('boxes never overlap, and every label stands inside its box', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { nodes, width, height } = layOut(graph)

      expect(nodes).toHaveLength(graph.nodes.length)
      for (const [index, one] of nodes.entries()) {
        expect(one.x >= 0 && one.x + one.width <= width && one.y >= 0 && one.y + one.height <= height + 0.01).toBe(true)
        for (const two of nodes.slice(index + 1)) expect(touch(one, two)).toBe(false)
        for (const line of one.lines) expect(widthOf(line, LABEL_SIZE)).toBeLessThanOrEqual(one.width - 2 * PAD.x)
        for (const note of one.notes) expect(widthOf(note, NOTE_SIZE)).toBeLessThanOrEqual(one.width - 2 * PAD.x)
      }
    }),
    { numRuns: 60 },
  )
})

function touch(a: PlacedNode, b: PlacedNode): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

test('bands leave and arrive within their boxes', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { nodes, links } = layOut(graph)
      const byId = new Map(nodes.map((placed) => [placed.id, placed]))

      expect(links).toHaveLength(graph.links.length)
      for (const { from, to, start, end, thickness } of links)
        for (const [box, { y }] of [
          [byId.get(from), start],
          [byId.get(to), end],
        ] as const) {
          expect(y - thickness / 2).toBeGreaterThanOrEqual(box?.y ?? Number.NaN)
          expect(y + thickness / 2).toBeLessThanOrEqual((box?.y ?? 0) + (box?.height ?? 0))
        }
    }),
    { numRuns: 60 },
  )
})

test('an order without crossings is found where there is one', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const nodes = [...names.map((name) => node(1, name)), ...names.toReversed().map((name) => node(2, name))]
  const links = names.map((name) => ({ from: `1 ${name}`, to: `2 ${name}`, weight: 1, purpose: null }))

  const before = crossings({ nodes, links }, [[], nodes.slice(0, 5), nodes.slice(5), []])
  const after = crossings({ nodes, links }, ordered({ nodes, links }))

  expect([before, after]).toEqual([10, 0])
})

test('groups of a column stay together', () => {
  const right = [0, 1, 0, 1].map((group, index) => ({ ...node(3, String(index)), group }))

  const { nodes, headings } = layOut({ nodes: right, links: [] })

  expect(nodes.toSorted((a, b) => a.y - b.y).map(({ group }) => group)).toEqual([0, 0, 1, 1])
  expect(headings.map(({ group }) => group)).toEqual([0, 1])
})
