/** Labels travel with data and say what it is; joining two of them says what the combination is. */
import type { AnySchema } from './tag.ts'
import { walkTags } from './walk.ts'

/**
 * What is known about a piece of data. Labels form a join semilattice: `joinLabels` is commutative, associative and idempotent, and
 * `NON_PERSONAL` is its bottom. Lists are sorted and hold each entry once.
 */
export interface Label {
  /** Categories of personal data in it, as keys of the taxonomy. */
  readonly categories: readonly string[]
  /** Those of them that identify together with others (country, job title). */
  readonly quasi: readonly string[]
  /** Opaque ids of the persons it is about. Empty: not known whose. */
  readonly subjects: readonly string[]
  /** Purposes it may serve; `any`: nobody has limited them. Empty: none. */
  readonly purposes: readonly string[] | 'any'
}

/** The label of data that is about nobody. Joined with any label it changes nothing. */
export const NON_PERSONAL: Label = Object.freeze({
  categories: Object.freeze([]),
  quasi: Object.freeze([]),
  subjects: Object.freeze([]),
  purposes: 'any',
})

/** Makes a label; what is left out is empty, and `any` for purposes. */
export function labelWith(parts: Partial<Label>): Label {
  const { categories = [], quasi = [], subjects = [], purposes = 'any' } = parts
  return Object.freeze({
    categories: sorted([...categories, ...quasi]),
    quasi: sorted(quasi),
    subjects: sorted(subjects),
    purposes: purposes === 'any' ? 'any' : sorted(purposes),
  })
}

/**
 * The label of values of a schema: every tag in it. A place that nobody classified, or that cannot be looked into, counts as personal too, under
 * the category `user`: unknown is not "non-personal".
 */
export function labelOf(schema: AnySchema, more: Pick<Partial<Label>, 'subjects' | 'purposes'> = {}): Label {
  const { tags, opaque, unclassified } = walkTags(schema)
  const unknown = opaque.length + unclassified.length > 0 ? ['user'] : []
  return labelWith({
    ...more,
    categories: [...tags.map(({ category }) => category), ...unknown],
    quasi: tags.filter(({ kind }) => kind === 'quasi').map(({ category }) => category),
  })
}

/**
 * The label of a combination: every category, quasi-identifier and subject of the parts, and only the purposes that all parts allow. Anything
 * combined with a personal part is personal (duty D07). Without labels it is `NON_PERSONAL`.
 */
export function joinLabels(...labels: readonly Label[]): Label {
  return labels.reduce(joinTwo, NON_PERSONAL)
}

function joinTwo(one: Label, other: Label): Label {
  if (isBelow(one, other)) return other
  if (isBelow(other, one)) return one
  return labelWith({
    categories: [...one.categories, ...other.categories],
    quasi: [...one.quasi, ...other.quasi],
    subjects: [...one.subjects, ...other.subjects],
    purposes: commonPurposes(one.purposes, other.purposes),
  })
}

/** True when joining `lower` into `upper` changes nothing: whatever may be done with `upper` may be done with `lower`. */
export function isBelow(lower: Label, upper: Label): boolean {
  const within = (part: readonly string[], whole: readonly string[]) => part.every((entry) => whole.includes(entry))
  return (
    within(lower.categories, upper.categories) &&
    within(lower.quasi, upper.quasi) &&
    within(lower.subjects, upper.subjects) &&
    (lower.purposes === 'any' || (upper.purposes !== 'any' && within(upper.purposes, lower.purposes)))
  )
}

/** True for everything about somebody: a category, or a known person it belongs to. */
export function isPersonal(label: Label): boolean {
  return label.categories.length > 0 || label.subjects.length > 0
}

/** True when two or more quasi-identifiers stand together, which alone may point to one person (duty D02). */
export function isJointlyIdentifying(label: Label): boolean {
  return label.quasi.length > 1
}

/** True when the label lets this purpose use the data. */
export function servesPurpose(label: Label, purpose: string): boolean {
  return label.purposes === 'any' || label.purposes.includes(purpose)
}

function commonPurposes(one: Label['purposes'], other: Label['purposes']): Label['purposes'] {
  if (one === 'any') return other
  return other === 'any' ? one : one.filter((purpose) => other.includes(purpose))
}

function sorted(entries: readonly string[]): readonly string[] {
  return Object.freeze([...new Set(entries)].sort())
}
