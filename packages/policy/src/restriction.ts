/** Row 6: restriction of processing (GDPR Art. 18). Legal obligation is not among its exceptions. */
import { namesPurpose, type Question, type Rule } from './question.ts'
import { registersOf, viewOf } from './register.ts'
import { entriesOf } from './state.ts'

/** `restricted`, except storing, the purposes of Art. 18(2), and a grant whose `replaces` names the restriction itself. */
export const unrestricted: Rule = (question) => {
  const { input, purpose } = question
  if (input.operation === 'store' || purpose.restrictionException !== undefined) return null
  const consented = namedByGrants(question)
  const standing = openRestrictions(question).filter(({ record }) => !consented.has(record.id))
  return standing.length === 0 ? null : { reason: 'restricted', entries: standing }
}

function openRestrictions(question: Question) {
  const lifted = new Set(entriesOf(question.state, 'restriction-lifted').map(({ record }) => record.restrictionId))
  return entriesOf(question.state, 'restriction').filter(
    ({ record }) => !lifted.has(record.id) && (record.scope === 'all' || namesPurpose(question, record.scope)),
  )
}

function namedByGrants({ state, name, purpose }: Question): Set<string> {
  const { granting } = viewOf(state, registersOf(name, purpose), name)
  return new Set(granting.flatMap(({ record }) => (record.type === 'choice' ? record.replaces : [])))
}
