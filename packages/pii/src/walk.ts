/** Reads every tag in a schema, wherever it is wrapped, and says where it could not look. */
import { DEPTH_LIMIT, defOf, isInformative, layersOf, opacityOf } from './schema-node.ts'
import { type AnySchema, classificationOf, type Tag } from './tag.ts'

/** A tag and where it sits. Paths: `a.b`, `list[]`, `pair[0]`, `record[*]`, `map<value>`, `set{}`, keys as `<key>`; the root is `$`. */
export interface FoundTag extends Tag {
  path: string
  /** The ways through unions and pipes that lead there; empty when there is only one. */
  via: readonly string[]
}

/** A place whose values the schema does not describe. */
export interface OpaquePlace {
  path: string
  why: string
}

export interface TagWalk {
  tags: FoundTag[]
  opaque: OpaquePlace[]
  /** Fields that nobody has classified, as paths. Not "non-personal": nobody has looked. */
  unclassified: string[]
}

/**
 * Lists what a schema says about personal data. A recursive schema is followed once; a field below a tagged or
 * non-personal container is classified by it.
 *
 * @example
 * walkTags(z.object({ email: z.optional(personal(z.email(), 'user.contact.email')) })).tags
 * // [{ path: 'email', category: 'user.contact.email', kind: 'direct', via: [] }]
 */
export function walkTags(schema: AnySchema): TagWalk {
  const walker = new Walker()
  walker.visit(schema, { path: '', via: [], covered: false, input: false })
  return { tags: walker.tags, opaque: walker.opaque, unclassified: [...walker.unclassified] }
}

interface Place {
  path: string
  via: readonly string[]
  /** Classified by a container above. */
  covered: boolean
  /** On the input side of a pipe. */
  input: boolean
}

class Walker {
  readonly tags: FoundTag[] = []
  readonly opaque: OpaquePlace[] = []
  readonly unclassified = new Set<string>()
  // a guard along the path, not over the whole walk: one schema may stand at two places
  readonly #onPath = new Set<AnySchema>()

  visit(schema: AnySchema, place: Place): void {
    const path = place.path || '$'
    const said = classificationOf(schema)
    if (said !== null && said !== 'non-personal') this.tags.push({ path, ...said, via: place.via })
    if (this.#onPath.has(schema)) return
    if (this.#onPath.size >= DEPTH_LIMIT) {
      this.opaque.push({ path, why: 'nested too deep' })
      return
    }
    this.#onPath.add(schema)
    this.#look(schema, { ...place, covered: place.covered || said !== null })
    this.#onPath.delete(schema)
  }

  #look(schema: AnySchema, place: Place): void {
    const layers = layersOf(schema)
    if (layers !== null) {
      for (const layer of layers) {
        const via = layer.via === undefined ? place.via : [...place.via, layer.via]
        this.visit(layer.schema, { ...place, via, input: place.input || layer.input === true })
      }
      return
    }
    const path = place.path || '$'
    const why = opacityOf(schema)
    if (why !== null) {
      const isStep = place.input && defOf(schema).type === 'transform'
      if (!place.covered && !isStep) this.opaque.push({ path, why })
    } else if (isInformative(schema)) {
      if (!place.covered) this.unclassified.add(path)
    } else this.#below(schema, { ...place, input: false })
  }

  #below(schema: AnySchema, place: Place): void {
    const go = (inner: AnySchema, path: string) => this.visit(inner, { ...place, path })
    const { path } = place
    const def = defOf(schema)
    switch (def.type) {
      case 'object':
        for (const [key, field] of Object.entries(def.shape)) go(field, path === '' ? key : `${path}.${key}`)
        if (def.catchall !== undefined) go(def.catchall, path === '' ? '*' : `${path}.*`)
        return
      case 'array':
        go(def.element, `${path}[]`)
        return
      case 'tuple':
        for (const [index, item] of def.items.entries()) go(item, `${path}[${index}]`)
        if (def.rest !== null) go(def.rest, `${path}[]`)
        return
      case 'set':
        go(def.valueType, `${path}{}`)
        return
      case 'map':
        go(def.keyType, `${path}<key>`)
        go(def.valueType, `${path}<value>`)
        return
      case 'record':
        go(def.keyType, `${path}<key>`)
        go(def.valueType, `${path}[*]`)
        return
    }
  }
}
