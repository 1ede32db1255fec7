/** Rounds moments, so that an event's time does not say whose it was. */
import { PrivacyError } from '@privacykit/contract'
import { defOf } from '../schema-node.ts'
import type { AnySchema } from '../tag.ts'
import { leavesOf } from './leaf.ts'
import { momentsIn } from './telltale.ts'

/** How coarse a moment is kept, in UTC; `exact` keeps it, because it is no event of a person. */
export type Grain = 'year' | 'month' | 'day' | 'hour' | 'exact'

/**
 * Rounds moments of a record down to the start of their grain. The very same record comes back when nothing has to be rounded.
 *
 * @throws PrivacyError `invalid-option` for a grain of a field that holds no plain date: only `exact` fits there
 */
export function rounding(
  shape: Readonly<Record<string, AnySchema>>,
  moments: Readonly<Record<string, Grain>>,
): (record: Record<string, unknown>) => Record<string, unknown> {
  const grains = Object.entries(moments).filter(([, grain]) => grain !== 'exact')
  const wrong = grains.filter(([name, grain]) => !Object.hasOwn(PARTS, grain) || !isDate(name, shape[name]))
  if (wrong.length > 0)
    throw new PrivacyError(
      'invalid-option',
      `Only dates can be rounded: say exact, or keep these with the personal part: ${wrong.map(([name]) => name).join(', ')}.`,
    )
  return (record) => {
    const rounded = grains.flatMap(([name, grain]) => {
      const value = Object.hasOwn(record, name) ? record[name] : undefined
      return value instanceof Date ? [[name, startOf(value, grain)] as const] : []
    })
    return rounded.length === 0 ? record : { ...record, ...Object.fromEntries(rounded) }
  }
}

function isDate(name: string, schema: AnySchema | undefined): boolean {
  if (schema === undefined || momentsIn(name, schema).some((path) => path !== name)) return false
  return leavesOf(schema).some((leaf) => defOf(leaf).type === 'date')
}

/** How much of `2026-11-26T04:05…` is kept, and what follows. */
const PARTS: Readonly<Record<string, readonly [kept: number, rest: string]>> = {
  year: [4, '-01-01T00'],
  month: [7, '-01T00'],
  day: [10, 'T00'],
  hour: [13, ''],
}

function startOf(moment: Date, grain: Grain): Date {
  const [kept, rest] = PARTS[grain] ?? [0, ''] // a grain that is none was refused
  const text = moment.toISOString()
  const sign = text.length - '2026-11-26T04:05:06.789Z'.length // a year beyond 9999 has a sign and six digits
  return new Date(`${text.slice(0, kept + sign)}${rest}:00:00.000Z`)
}
