/** The statements on the two tables: each does all of its work at once, or none of it, with any client. */
import { PrivacyError } from '@privacykit/contract'
import type { FieldColumn } from './column.ts'
import type { Sql } from './sql.ts'
import { KEY, SUBJECT, type TableNames } from './table-names.ts'
import { insertTrace, type Trace } from './trail.ts'

/** The two tables, and what they hold. */
export interface Tables {
  names: TableNames
  personal: readonly FieldColumn[]
  other: readonly FieldColumn[]
}

/** A record on its way in. */
export interface Rows {
  subject: string
  joinKey: string
  personal: object
  nonPersonal: object
}

/** Both rows, or none. */
export async function insertBoth(client: Sql, { names, personal, other }: Tables, rows: Rows): Promise<void> {
  const values: unknown[] = [rows.joinKey, rows.subject]
  const placed = (columns: readonly FieldColumn[], part: object) =>
    columns.map(({ field, type, encode }) => {
      values.push(encode(Object.hasOwn(part, field) ? Reflect.get(part, field) : undefined))
      return `$${values.length}::text::${type}`
    })
  const list = (...parts: (string | readonly string[])[]) => parts.flat().join(', ')
  const named = (columns: readonly FieldColumn[]) => columns.map(({ name }) => name)
  await client.query(
    `with personal as (
      insert into ${names.personal} (${list(KEY, SUBJECT, named(personal))})
      values (${list('$1::text', '$2::text', placed(personal, rows.personal))}))
    insert into ${names.other} (${list(KEY, named(other))}) values (${list('$1::text', placed(other, rows.nonPersonal))})`,
    values,
  )
}

/** Rows of the non-personal table whose fields have these values. The order is that of random keys. */
export async function readOther(client: Sql, { names, other }: Tables, where: object): Promise<object[]> {
  const values: unknown[] = []
  const conditions = Object.entries(where).map(([field, value]) => {
    const column = other.find((one) => one.field === field)
    if (column === undefined)
      throw new PrivacyError('invalid-option', 'Ask for values of fields of the non-personal part only.')
    const encoded = column.encode(value)
    if (encoded === null) return `${column.name} is null`
    values.push(encoded)
    return `${column.name} = $${values.length}::text::${column.type}`
  })
  const { rows } = await client.query(
    `select ${selected(other)} from ${names.other} o ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`} order by ${KEY}`,
    values,
  )
  return decoded(other, rows)
}

/** Writes the row of the trail and reads the records of a person, or does neither. A record whose other half is gone is still one. */
export async function readJoined(
  client: Sql,
  { names, personal, other }: Tables,
  { trace, fields, joinKey }: { trace: Trace; fields: readonly string[]; joinKey: string | null },
): Promise<Record<string, unknown>[]> {
  const wanted = fields.flatMap((field) => {
    const own = personal.find((column) => column.field === field)
    if (own !== undefined) return [{ ...own, name: `p.${own.name}` }]
    const column = other.find((one) => one.field === field)
    return column === undefined ? [] : [{ ...column, name: `o.${column.name}` }]
  })
  const { text, values } = insertTrace(names, trace)
  const { rows } = await client.query(
    `with trace as (${text})
    select ${selected(wanted)} from ${names.personal} p left join ${names.other} o using (${KEY})
    where p.${SUBJECT} = $1::text and ($7::text is null or p.${KEY} = $7::text) order by p.${KEY}`,
    [...values, joinKey],
  )
  return decoded(wanted, rows)
}

/** Deletes the personal rows of somebody; the others get keys that are stored nowhere else. Answers how many records there were. */
export async function eraseAll(client: Sql, { names }: Tables, subject: string): Promise<number> {
  const { rows } = await client.query(
    `with gone as (delete from ${names.personal} where ${SUBJECT} = $1::text returning ${KEY}),
      cut as (update ${names.other} o set ${KEY} = ${FRESH_KEY} from gone where o.${KEY} = gone.${KEY})
    select count(*)::text as count from gone`,
    [subject],
  )
  const [first] = rows as { count: string }[] // as: an aggregate answers one row
  return Number(first?.count ?? 0)
}

// looks like every other key, so that nothing says whose person is gone; one random id alone has six fixed bits
const FRESH_KEY = `substr(encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'), 1, 32)`

/** Columns under numbers, for a driver may not take every name as a key of its rows. */
function selected(columns: readonly FieldColumn[]): string {
  return columns.map(({ name, textOf }, index) => `${textOf(name)} as c${index}`).join(', ')
}

function decoded(columns: readonly FieldColumn[], rows: readonly unknown[]): Record<string, unknown>[] {
  return (rows as Record<string, string | null>[]).map((row) =>
    // as: every column was made text
    Object.fromEntries(
      columns.flatMap(({ field, decode }, index) => {
        const value = decode(row[`c${index}`] ?? null)
        return value === undefined ? [] : [[field, value]]
      }),
    ),
  )
}
