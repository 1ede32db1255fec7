/** The endpoint that decides: the same fold and the same `decide` as everywhere, over the stored list. */
import { decide, fold } from '@privacykit/policy'
import { AGE_LAW } from '@privacykit/policy/age'
import type { Handlers } from './context.ts'
import { toListedRecord } from './record-list.ts'
import { readSubject } from './state.ts'

export const decisionHandlers: Handlers<'decide'> = {
  async decide({ body, subject }, context) {
    const { row, list, asOf } = await readSubject(subject, context)
    const { purpose, operation, at = asOf, knownAt, categories, recipient, region, gpc } = body
    // of a past moment: what took effect after it does not count, and by default all that is known today about it does
    const isPast = body.at !== undefined || knownAt !== undefined
    return decide({
      policies: await context.policies.list(context),
      state: fold(list.map(toListedRecord), isPast ? { knownAt: knownAt ?? asOf } : {}),
      purpose,
      operation,
      at,
      ...(categories && { categories }),
      ...(recipient !== undefined && { recipient }),
      // left out: the recorded jurisdiction counts, and without one the strictest rule
      ...(region !== undefined && { region }),
      flags: { suppressed: row?.suppressed ?? false, ageUnknown: row?.ageUnknown ?? false },
      ageLaw: AGE_LAW,
      ...(gpc === true && { signals: { gpc } }),
    })
  },
}
