/** Heads: the records of a register that no other record of it replaces. Who wins is decided by cause, never by a clock. */
import type { PolicyInput, PurposeInput } from './policy.ts'
import { findPurpose } from './policy.ts'
import type { Entry, Register, State } from './state.ts'

/** Several registers read as one. */
export interface View {
  /** Standing denials; members of a cycle count among them. */
  readonly denying: readonly Entry[]
  /** Standing grants, approvals. */
  readonly granting: readonly Entry[]
  /** Everything that a new answer must name to take its place. */
  readonly heads: readonly Entry[]
}

/** The registers in which a denial of the purpose may stand: its own, its earlier names', and direct marketing where it is that. */
export function registersOf(name: string, purpose: PurposeInput): Register[] {
  const names = [name, ...(purpose.formerly ?? [])]
  const own = names.map((each): Register => `purpose:${each}`)
  return purpose.directMarketing === true ? [...own, 'direct-marketing'] : own
}

/** What stands in these registers. Grants count only under the purpose's present name (the first register), denials under any. */
export function viewOf(state: State, registers: readonly Register[], name: string): View {
  const placed = registers.flatMap((register) =>
    (state.registers.get(register) ?? [])
      .filter(({ record }) => !state.superseded.has(record.id))
      .map((entry): Placed => ({ entry, register })),
  )
  const { heads, cyclic } = headsAmong(placed, registers[0])
  const stands = (stance: Stance) => heads.filter((entry) => stanceOf(entry, name) === stance)
  return { denying: [...stands('denying'), ...cyclic], granting: stands('granting'), heads: [...heads, ...cyclic] }
}

/** Ids of the heads of one register: what a person is shown, and what an answer to it puts into `replaces`. */
export function headsOf(state: State, register: Register): readonly string[] {
  const name = register.slice(register.indexOf(':') + 1)
  return viewOf(state, [register], name).heads.map(({ record }) => record.id)
}

/** Per purpose, the heads that a notice for it renders now. Keep it from render to click, and give it to `choiceRecords`. */
export function shownHeads<P extends PolicyInput>(
  policy: P,
  state: State,
): Record<keyof P['purposes'] & string, string[]> {
  const shown: Record<string, string[]> = {}
  for (const name of Object.keys(policy.purposes)) {
    const purpose = findPurpose(policy, name)
    if (purpose === null) continue
    shown[name] = viewOf(state, registersOf(name, purpose), name).heads.map(({ record }) => record.id)
  }
  return shown as Record<keyof P['purposes'] & string, string[]> // as: Object.keys forgets the literal keys
}

type Stance = 'granting' | 'denying' | 'neutral'

function stanceOf({ record, origin }: Entry, name: string): Stance {
  if (record.type === 'choice') {
    if (record.choice !== 'granted') return 'denying'
    return origin !== 'foreign' && record.purpose === name ? 'granting' : 'neutral'
  }
  if (record.type === 'objection') return record.objection === 'objected' ? 'denying' : 'neutral'
  if (record.type !== 'guardian-approval') return 'neutral'
  if (record.approval !== 'approved') return 'denying'
  return origin !== 'foreign' && record.purpose === name ? 'granting' : 'neutral'
}

interface Placed {
  readonly entry: Entry
  readonly register: Register
}

function headsAmong(placed: readonly Placed[], present: Register | undefined): { heads: Entry[]; cyclic: Entry[] } {
  const byId = new Map(placed.map((each) => [each.entry.record.id, each]))
  const replacedBy = (by: Placed) =>
    replacesOf(by.entry).flatMap((id) => {
      const other = byId.get(id)
      return other !== undefined && mayReplace(by, other, present) ? [other] : []
    })
  const named = new Set(placed.flatMap(replacedBy))
  // what no head leads to can only lie in or below a cycle; nothing there was ever truly replaced
  const reached = new Set(placed.filter((each) => !named.has(each)))
  const heads = [...reached].map(({ entry }) => entry)
  for (const each of reached) for (const other of replacedBy(each)) reached.add(other)
  return { heads, cyclic: placed.filter((each) => !reached.has(each)).map(({ entry }) => entry) }
}

/**
 * An answer replaces what stands in its own register; one under the purpose's present name also what stands under earlier names, or against
 * all marketing. A grant that a link does not carry over may lift nothing of the account.
 */
function mayReplace(by: Placed, other: Placed, present: Register | undefined): boolean {
  if (by.register !== other.register && by.register !== present) return false
  return by.entry.origin !== 'foreign' || by.entry.stamp?.subject.id === other.entry.stamp?.subject.id
}

function replacesOf({ record }: Entry): readonly string[] {
  return 'replaces' in record ? record.replaces : []
}
