/** Columns of the Drizzle tables that a module exports, read by the symbols that drizzle-orm registers, without importing it. */
import { columnField, type FieldSource, type Mapped } from './field-source.ts'

const IS_TABLE = Symbol.for('drizzle:IsDrizzleTable')
const NAME = Symbol.for('drizzle:Name')
const COLUMNS = Symbol.for('drizzle:Columns')
const FOREIGN_KEYS = ['Pg', 'MySql', 'SQLite', 'SingleStore', 'Gel'].map((dialect) =>
  Symbol.for(`drizzle:${dialect}InlineForeignKeys`),
)

type Bag = Readonly<Record<PropertyKey, unknown>>

export function drizzleSources(file: string, module: Readonly<Record<string, unknown>>, mapped: Mapped): FieldSource[] {
  return Object.entries(module).flatMap(([exported, table]) => {
    if (!isBag(table) || table[IS_TABLE] !== true || !isBag(table[COLUMNS])) return []
    const name = typeof table[NAME] === 'string' ? table[NAME] : exported
    const targets = targetsOf(table)
    const fields = Object.entries(table[COLUMNS]).flatMap(([key, column]) => {
      if (!isBag(column)) return []
      const own = typeof column.name === 'string' ? column.name : key
      return [columnField({ table: name, name: own, type: typeOf(column), references: targets.get(own) }, mapped)]
    })
    return [{ name: `${file}#${exported}`, kind: 'drizzle', table: name, fields } satisfies FieldSource]
  })
}

function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null
}

function typeOf(column: Bag): string {
  if (typeof column.getSQLType === 'function') {
    const type: unknown = column.getSQLType()
    if (typeof type === 'string') return type
  }
  return typeof column.dataType === 'string' ? column.dataType : ''
}

/** The table that each column points to. */
function targetsOf(table: Bag): Map<string, string> {
  const targets = new Map<string, string>()
  for (const key of FOREIGN_KEYS.flatMap((symbol) => (Array.isArray(table[symbol]) ? table[symbol] : []))) {
    if (!isBag(key) || typeof key.reference !== 'function') continue
    const reference: unknown = key.reference()
    if (!isBag(reference) || !Array.isArray(reference.columns) || !isBag(reference.foreignTable)) continue
    const target = reference.foreignTable[NAME]
    for (const column of reference.columns)
      if (isBag(column) && typeof column.name === 'string' && typeof target === 'string')
        targets.set(column.name, target)
  }
  return targets
}
