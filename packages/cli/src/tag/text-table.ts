/** Lays cells out in columns as wide as their widest cell, within reason. */

/** A cell wider than this pushes the rest of its own row aside instead of all rows. */
const WIDEST = 64

export function textTable(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const widths = rows.reduce<number[]>((sum, row) => row.map((cell, at) => Math.max(sum[at] ?? 0, fit(cell))), [])
  return rows.map(
    (row) =>
      indent +
      row
        .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
  )
}

function fit(cell: string): number {
  return cell.length > WIDEST ? 0 : cell.length
}
