/** Turns what a person says into stored records. The order of things at a click stands in `commit`. */
import type { PrivacyRecord, Receipt } from '@privacykit/contract'
import { PrivacyError } from '@privacykit/contract/error'
import { choiceRecords, headsOf, type PolicyInput, type PurposeName } from '@privacykit/policy'
import type { Core } from './core.ts'
import type { Settings } from './options.ts'
import type { PrivacyClient } from './privacy-client.ts'

/** The methods of a client by which a person speaks. */
export function createChoices<P extends PolicyInput>(
  settings: Settings<P>,
  core: Core<PurposeName<P>>,
): Pick<PrivacyClient<P>, 'choose' | 'object'> {
  const { policy, newId } = settings
  const { entries, subjects, store, tabs, outbox } = core

  /** From the first line on the person's word stands, whatever fails. */
  function commit(records: readonly PrivacyRecord[], touched: readonly string[]): Promise<Receipt[]> {
    const { kind, tag } = subjects.current()
    const written = records.map((record) => ({ record, tag, state: 'pending' as const }))
    for (const entry of written) entries.put(entry)
    if (kind === 'device' && settings.endpoint !== null) subjects.mintSecret(tag)
    core.changed(touched, () => tabs.tell({ entries: written }))
    return outbox.submit(records.map(({ id }) => id))
  }

  /** What was shown, without what the present subject does not have: another tab may have signed in or out since. */
  function known(heads: readonly string[] = []): string[] {
    const { tag } = subjects.current()
    if (tag === store.subject().tag) return [...heads]
    const own = new Set(entries.all().flatMap((entry) => (entry.tag === tag ? [entry.record.id] : [])))
    return heads.filter((id) => own.has(id))
  }

  return {
    choose(answers, options) {
      requireAnswers(answers, options)
      const { surface, overrides, language = settings.language, noticeId = `${surface}:${policy.version}` } = options
      const shown: Partial<Record<string, readonly string[]>> = options.shown ?? store.snapshot().shown
      const touched = Object.keys(answers)
      const records = choiceRecords<P>({
        policy,
        shown: Object.fromEntries(touched.map((purpose) => [purpose, known(shown[purpose])])),
        answers,
        surface,
        noticeId,
        language,
        claimedAt: store.at(),
        newId,
        overrides,
      })
      return { saved: commit(records, touched), records }
    },
    object(scope, objection) {
      const purpose = scope === 'direct-marketing' ? null : scope.purpose
      if (purpose !== null && !Object.hasOwn(policy.purposes, purpose))
        throw new PrivacyError('unknown-purpose', `The policy has no purpose "${purpose}". Use one of its names.`)
      const register = purpose === null ? 'direct-marketing' : (`purpose:${purpose}` as const)
      const replaces = known(headsOf(store.state(), register))
      const record = { id: newId(), type: 'objection' as const, claimedAt: store.at(), scope, objection, replaces }
      const touched = Object.keys(policy.purposes).filter(
        (name) => name === purpose || (purpose === null && policy.purposes[name]?.directMarketing === true),
      )
      return { saved: commit([record], touched), records: [record] }
    },
  }
}

const ANSWERS: readonly unknown[] = ['granted', 'refused', 'withdrawn']

/** For callers without types: a record that nobody can read would close every purpose, so it must not be written. */
function requireAnswers(answers: object, options: { surface?: unknown } | undefined): void {
  if (Object.values(answers).every((answer) => ANSWERS.includes(answer)) && options?.surface) return
  throw new PrivacyError('invalid-option', '`choose`: answer granted, refused or withdrawn, and name the `surface`.')
}
