/** Compiles a schema for redaction: every place, what happens to values there, and the places below it. Made as values need it. */
import { type Body, type Candidate, Place, type Reading } from './place.ts'
import type { Treatment } from './redaction.ts'
import { type Def, defOf, isInformative, opacityOf } from './schema-node.ts'
import type { AnySchema, Tag } from './tag.ts'
import { settle, type Verdict } from './treatment.ts'

/** What happens to a value at a place, once it is known which schemas it fits. */
export interface Outcome extends Verdict {
  /** It goes whatever is in it. */
  refused: 'mismatch' | 'opaque' | null
  /** The category to report with `mismatch`. */
  missed: string | null
  /** Undescribed, and somebody has said that it holds nothing personal: kept as it is. */
  isClosed: boolean
  /** A leaf that nobody classified, where such leaves have to go. */
  isUnclassified: boolean
  /** The places below, by the kind of container. */
  fields(): FieldPlan
  items(): ItemPlan
  /** Of a map; of a set only `values`. */
  entries(): { keys: RedactPlace; values: RedactPlace }
}

export type RedactPlace = Place<Outcome>

/** What is known of a field. */
export interface Field {
  /** Null: the schema does not declare it. */
  place: RedactPlace | null
  /** What the key itself must pass; with records. */
  keys: readonly { place: RedactPlace; isNumber: boolean }[]
  /** How a report calls it: a declared field by its name. */
  as: 'name' | 'entry' | 'other'
  /** Declared by name and by nothing else. */
  isSimple: boolean
}

interface FieldPlan {
  declared: ReadonlyMap<string, Field>
  rest: Field
}

interface ItemPlan {
  isTuple: boolean
  /** Null: the schema declares no such element. */
  placeAt(index: number): RedactPlace | null
}

/** Compiles for one redactor: the treatment of a tag is asked for once. */
export interface Planner {
  placeOf(candidates: readonly Candidate[]): RedactPlace
}

export function createPlanner(options: {
  treatmentOf: (tag: Tag) => Treatment
  unclassified: 'keep' | 'remove'
}): Planner {
  const known = [new WeakMap<AnySchema, RedactPlace>(), new WeakMap<AnySchema, RedactPlace>()] as const
  const planner: Planner = {
    placeOf(candidates) {
      const [only] = candidates
      if (only === undefined || candidates.length > 1) return new Place(candidates, outcomeOf)
      // a recursive schema comes back to its own place
      const places = known[only.covered ? 1 : 0]
      const place = places.get(only.schema) ?? new Place(candidates, outcomeOf)
      places.set(only.schema, place)
      return place
    },
  }
  const outcomeOf = (reading: Reading) => compile(reading, { ...options, planner })
  return planner
}

interface Compiler {
  planner: Planner
  treatmentOf: (tag: Tag) => Treatment
  unclassified: 'keep' | 'remove'
}

function compile({ tags, bodies, missed }: Reading, { planner, treatmentOf, unclassified }: Compiler): Outcome {
  const within = tags.length > 0 ? bodies.map((body) => ({ ...body, covered: true })) : bodies
  const isOpaque = within.some((body) => !body.covered && body.opacity !== null)
  return {
    ...settle(tags, treatmentOf),
    refused: bodies.length === 0 ? 'mismatch' : isOpaque ? 'opaque' : null,
    missed,
    isClosed: within.every((body) => body.opacity !== null),
    isUnclassified: unclassified === 'remove' && within.some((body) => !body.covered && isInformative(body.schema)),
    fields: once(() => planFields(within, planner)),
    items: once(() => planItems(within, planner)),
    entries: once(() => ({
      keys: planner.placeOf(collect(within, (def) => (def.type === 'map' ? def.keyType : null))),
      values: planner.placeOf(
        collect(within, (def) => (def.type === 'map' || def.type === 'set' ? def.valueType : null)),
      ),
    })),
  }
}

function planFields(bodies: readonly Body[], planner: Planner): FieldPlan {
  const names = new Set(bodies.flatMap(({ def }) => (def.type === 'object' ? Object.keys(def.shape) : [])))
  const declared = new Map<string, Field>()
  for (const name of names) declared.set(name, planField(bodies, name, planner))
  return { declared, rest: planField(bodies, null, planner) }
}

/** A key that some body declares, or with null any other. */
function planField(bodies: readonly Body[], key: string | null, planner: Planner): Field {
  const declared: Candidate[] = []
  const others: Candidate[] = []
  const keys: { place: RedactPlace; isNumber: boolean }[] = []
  for (const { def, covered } of bodies) {
    if (def.type === 'record') {
      const place = planner.placeOf([{ schema: def.keyType, covered }])
      keys.push({ place, isNumber: defOf(def.keyType).type === 'number' })
      others.push({ schema: def.valueType, covered })
    }
    if (def.type !== 'object') continue
    const field = key !== null && Object.hasOwn(def.shape, key) ? def.shape[key] : undefined
    if (field !== undefined) declared.push({ schema: field, covered })
    else if (isDescribed(def.catchall, covered)) others.push({ schema: def.catchall, covered })
  }
  const candidates = [...declared, ...others]
  return {
    place: candidates.length === 0 ? null : planner.placeOf(candidates),
    keys,
    isSimple: declared.length > 0 && keys.length === 0,
    as: declared.length > 0 ? 'name' : keys.length > 0 ? 'entry' : 'other',
  }
}

function isDescribed(catchall: AnySchema | undefined, covered: boolean): catchall is AnySchema {
  if (catchall === undefined || defOf(catchall).type === 'never') return false
  return covered || opacityOf(catchall) === null
}

function planItems(bodies: readonly Body[], planner: Planner): ItemPlan {
  const isTuple = bodies.some(({ def }) => def.type === 'tuple')
  const placeAt = (index: number) => {
    const candidates = collect(bodies, (def) => itemSchema(def, index))
    return candidates.length === 0 ? null : planner.placeOf(candidates)
  }
  const everywhere = placeAt(0)
  return { isTuple, placeAt: isTuple ? placeAt : () => everywhere }
}

function itemSchema(def: Def, index: number): AnySchema | null {
  if (def.type === 'array') return def.element
  return def.type === 'tuple' ? (def.items[index] ?? def.rest) : null
}

function collect(bodies: readonly Body[], schemaOf: (def: Def) => AnySchema | null): Candidate[] {
  return bodies.flatMap(({ def, covered }) => {
    const inner = schemaOf(def)
    return inner === null ? [] : [{ schema: inner, covered }]
  })
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
