/** Which schemas may describe a value at one place, compiled: what happens to it depends only on which of them it fits. */
import { type Alternative, alternativesOf } from './alternative.ts'
import type { AnySchema, Tag } from './tag.ts'

/** A schema that may describe the value. */
export interface Candidate {
  schema: AnySchema
  /** Tagged or marked non-personal by a container above. */
  covered: boolean
}

/** A schema without wrappers whose shape fits the value. */
export type Body = Pick<Alternative, 'def' | 'schema' | 'opacity' | 'covered'>

/** Everything the schemas say about a value. */
export interface Reading {
  /** A tag in any schema that fits counts. */
  tags: readonly Tag[]
  /** None: the value is not what the schema promised. */
  bodies: readonly Body[]
  /** Of a value that nothing fits: the category of a schema that it should have fitted. */
  missed: string | null
}

/** Beyond so many alternatives a set of them has no number of its own. */
const NUMBERED = 30

/** A place in a schema. Looks through wrappers, unions, intersections and pipes; makes one outcome for each set of alternatives that fit. */
export class Place<Outcome> {
  readonly #alternatives: readonly Alternative[]
  readonly #outcomeOf: (reading: Reading) => Outcome
  readonly #outcomes = new Map<number, Outcome>()
  /** Most places have one alternative. */
  readonly #only: Alternative | null
  #fitted: Outcome | null = null

  constructor(candidates: readonly Candidate[], outcomeOf: (reading: Reading) => Outcome) {
    this.#alternatives = candidates.flatMap(({ schema, covered }) =>
      alternativesOf(schema).map((alternative) => (covered ? { ...alternative, covered } : alternative)),
    )
    this.#only = this.#alternatives.length === 1 ? (this.#alternatives[0] ?? null) : null
    this.#outcomeOf = outcomeOf
  }

  /** For a value that is neither null nor undefined. */
  outcomeFor(value: unknown): Outcome {
    if (this.#only !== null && fits(this.#only, value)) {
      this.#fitted ??= this.#compile(1)
      return this.#fitted
    }
    const alternatives = this.#alternatives
    if (alternatives.length > NUMBERED)
      return this.#outcomeOf(read(alternatives.map((alternative) => [alternative, fits(alternative, value)])))
    let fitting = 0
    for (let index = 0; index < alternatives.length; index++)
      if (fits(alternatives[index] as Alternative, value)) fitting |= 1 << index // as: the index is in range
    return this.#outcomes.get(fitting) ?? this.#compile(fitting)
  }

  #compile(fitting: number): Outcome {
    const outcome = this.#outcomeOf(
      read(this.#alternatives.map((alternative, index) => [alternative, (fitting & (1 << index)) !== 0])),
    )
    this.#outcomes.set(fitting, outcome)
    return outcome
  }
}

function read(alternatives: readonly (readonly [Alternative, boolean])[]): Reading {
  const fitting = alternatives.flatMap(([alternative, isFitting]) => (isFitting ? [alternative] : []))
  const missing = alternatives.flatMap(([{ tags }, isFitting]) => (isFitting ? [] : tags))
  return { tags: fitting.flatMap(({ tags }) => tags), bodies: fitting, missed: missing[0]?.category ?? null }
}

function fits({ def, opacity, literals }: Alternative, value: unknown): boolean {
  switch (def.type) {
    case 'string':
    case 'template_literal':
      return typeof value === 'string'
    case 'number':
    case 'nan':
      return typeof value === 'number'
    case 'boolean':
    case 'success':
      return typeof value === 'boolean'
    case 'bigint':
    case 'symbol':
      return typeof value === def.type
    case 'date':
      return value instanceof Date
    case 'enum':
      return Object.values(def.entries).some((entry) => entry === value)
    case 'literal':
      return def.values.some((entry) => entry === value)
    case 'array':
    case 'tuple':
      return Array.isArray(value)
    case 'map':
      return value instanceof Map
    case 'set':
      return value instanceof Set
    case 'record':
      return isRecordLike(value)
    case 'object':
      return isRecordLike(value) && literals.every(([key, allowed]) => agrees(value, key, allowed))
    default:
      return opacity !== null
  }
}

/** A literal field that holds another value rules an arm of a union out; a missing one does not. */
function agrees(value: Record<string, unknown>, key: string, allowed: readonly unknown[]): boolean {
  return !Object.hasOwn(value, key) || allowed.includes(value[key])
}

/** An object that is read by its keys. */
export function isRecordLike(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return !(value instanceof Map || value instanceof Set || value instanceof Date)
}
