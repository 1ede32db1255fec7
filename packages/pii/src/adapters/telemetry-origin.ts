/** Redacts where telemetry comes from. Each resource and scope has one stand-in, since exporters group by identity. */
import { type Redact, redactText } from './redact.ts'
import { type Attributes, redactAttributes } from './telemetry-value.ts'

/** The part of a resource that is looked at. */
export interface Resource {
  readonly attributes: Attributes
  readonly schemaUrl?: string | undefined
  readonly asyncAttributesPending?: boolean | undefined
  waitForAsyncAttributes?(): Promise<void>
  merge?(other: never): unknown
}

/** The part of an instrumentation scope that is looked at. */
export interface Scope {
  readonly name: string
  readonly attributes?: Attributes | undefined
}

/** Redacts resources and scopes, each once. */
export interface Origins {
  resource(original: Resource): Resource
  scope(original: Scope): Scope
}

export function createOrigins(redact: Redact): Origins {
  const resources = new WeakMap<Resource, Resource>()
  const scopes = new WeakMap<Scope, Scope>()
  return {
    resource: (original) => standIn(resources, original, () => redactResource(original, redact)),
    scope: (original) => standIn(scopes, original, () => redactScope(original, redact)),
  }
}

function standIn<T extends object>(known: WeakMap<T, T>, original: T, make: () => T): T {
  const found = known.get(original)
  if (found !== undefined) return found
  const made = make()
  known.set(original, made)
  return made
}

/** Its attributes are read when asked for: a resource may still be finding them out. */
function redactResource(original: Resource, redact: Redact): Resource {
  const redacted = new WeakMap<Attributes, Attributes>()
  const attributesNow = () =>
    standIn(redacted, original.attributes, () => redactAttributes(redact, original.attributes))
  return {
    get attributes() {
      return attributesNow()
    },
    get asyncAttributesPending() {
      return original.asyncAttributesPending
    },
    schemaUrl: original.schemaUrl,
    waitForAsyncAttributes: async () => original.waitForAsyncAttributes?.(),
    merge: (other: never) => {
      const merged = original.merge?.(other)
      return isResource(merged) ? redactResource(merged, redact) : merged
    },
    // what exporters of the 2.x line may read instead of `attributes`
    ...{ getRawAttributes: () => Object.entries(attributesNow()) },
  }
}

function isResource(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && 'attributes' in value
}

function redactScope(original: Scope, redact: Redact): Scope {
  const { attributes } = original
  const name = redactText(redact, original.name)
  return attributes === undefined
    ? { ...original, name }
    : { ...original, name, attributes: redactAttributes(redact, attributes) }
}
