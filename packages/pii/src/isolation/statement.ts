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
  const { values, bind } = parameters(rows.joinKey, rows.subject)
  const list = (...parts: readonly (string | readonly string[])[]) => parts.flat().join(', ')
  const named = (columns: readonly FieldColumn[]) => columns.map(({ name }) => name)
  const placed = (columns: readonly FieldColumn[], part: object) =>
    columns.map((column) => bind(column, Reflect.get(part, column.field)))
  await client.query(
    `with personal as (
      insert into ${names.personal} (${list(KEY, SUBJECT, named(personal))})
      values (${list('$1::text', '$2::text', placed(personal, rows.personal))}))
    insert into ${names.other} (${list(KEY, named(other))}) values (${list('$1::text', placed(other, rows.nonPersonal))})`,
    values,
  )
}

/** Changes the fields that are in the parts, in every record of somebody or in the one under a key. Answers how many records there were. */
export async function updateBoth(
  client: Sql,
  { names, personal, other }: Tables,
  { subject, joinKey, ...parts }: Omit<Rows, 'joinKey'> & { joinKey: string | null },
): Promise<number> {
  const { values, bind } = parameters(subject, joinKey)
  const changes = (columns: readonly FieldColumn[], part: object) =>
    columns
      .filter(({ field }) => Object.hasOwn(part, field))
      .map((column) => `${column.name} = ${bind(column, Reflect.get(part, column.field))}`)
  const update = (table: string, set: readonly string[]) =>
    set.length === 0 ? 'select' : `update ${table} t set ${set.join(', ')} from own where t.${KEY} = own.${KEY}`
  const { rows } = await client.query(
    `with own as (
      select ${KEY} from ${names.personal} where ${SUBJECT} = $1::text and ($2::text is null or ${KEY} = $2::text)),
      one as (${update(names.personal, changes(personal, parts.personal))}),
      two as (${update(names.other, changes(other, parts.nonPersonal))})
    select count(*)::text as count from own`,
    values,
  )
  return counted(rows)
}

/** Rows of the non-personal table whose fields have these values. The order is that of random keys. */
export async function readOther(client: Sql, { names, other }: Tables, where: object): Promise<object[]> {
  const { values, bind } = parameters()
  const conditions = Object.entries(where).map(([field, value]) => {
    const column = other.find((one) => one.field === field)
    if (column === undefined)
      throw new PrivacyError('invalid-option', 'Ask for values of fields of the non-personal part only.')
    return value === undefined || value === null ? `${column.name} is null` : `${column.name} = ${bind(column, value)}`
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
  return counted(rows)
}

// looks like every other key, so that nothing says whose person is gone; one random id alone has six fixed bits
const FRESH_KEY = `substr(encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'), 1, 32)`

/** Values of a statement; each is a text that the statement turns into its column's type. */
function parameters(...first: readonly unknown[]) {
  const values = [...first]
  const bind = ({ type, encode }: FieldColumn, value: unknown) => `$${values.push(encode(value))}::text::${type}`
  return { values, bind }
}

function counted(rows: readonly unknown[]): number {
  const [first] = rows as readonly { count: string }[] // as: an aggregate answers one row
  return Number(first?.count ?? 0)
}

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
