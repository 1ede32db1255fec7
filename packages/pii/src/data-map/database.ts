/** Reads the tables of a database as `@privacykit/server` classifies them: structurally, so that this package needs no server. */

/** What erasing an account does with a column: its row goes, goes with another row, is kept under a rule, or is kept without this column. */
export type Erasure = 'delete' | 'with-owner' | 'keep' | 'mask'

/** The part of a table's map that a data map reads. */
export interface ClassifiedTable {
  /** A category of the taxonomy for each column, or `non-personal`. */
  columns: Readonly<Record<string, string>>
  erase: 'delete' | 'with-owner' | { rule: string; mask: Readonly<Record<string, unknown>> }
}

/** The data map of one database, as given to `postgres()` of `@privacykit/server`. */
export interface DatabaseTables {
  tables: Readonly<Record<string, ClassifiedTable | 'no-personal-data'>>
}

interface TableField {
  table: string
  column: string
  category: string
  erasure: Erasure
  /** The retention rule that keeps the column; null where it goes with the account. */
  rule: string | null
}

/** The columns with personal data, table by table. */
export function tableFields({ tables }: DatabaseTables): TableField[] {
  return Object.entries(tables).flatMap(([table, map]) =>
    map === 'no-personal-data'
      ? []
      : Object.entries(map.columns).flatMap(([column, category]) =>
          category === 'non-personal' ? [] : [{ table, column, category, ...erasureOf(map.erase, column) }],
        ),
  )
}

function erasureOf(erase: ClassifiedTable['erase'], column: string): Pick<TableField, 'erasure' | 'rule'> {
  if (typeof erase === 'string') return { erasure: erase, rule: null }
  return Object.hasOwn(erase.mask, column) ? { erasure: 'mask', rule: null } : { erasure: 'keep', rule: erase.rule }
}
