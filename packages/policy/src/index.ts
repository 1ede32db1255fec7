/** A privacy policy as typed data, the fold over a person's records, and the decision. Pure, and free of zod. */
export { ageAnswerOf, ageBandOf } from './age-gate.ts'
export { type AgeLaw, lawOfGate } from './age-law.ts'
export { linkedGuardians } from './child.ts'
export { type Answer, type ChoiceInput, choiceRecords } from './choice.ts'
export { decide } from './decide.ts'
export { type PlannedStep, planDeregistration } from './deregistration-plan.ts'
export { isStoreKept, storesToClear } from './device-storage.ts'
export { mayReceive } from './disclosure.ts'
export { type FoldOptions, fold } from './fold.ts'
export { type GrantableInput, grantable } from './grantable.ts'
export { type HistoryProjection, policyInForce, projectHistory } from './history.ts'
export { recordedPlace } from './place.ts'
export {
  definePolicy,
  findPurpose,
  type PolicyInput,
  type PolicyVersionEntry,
  type PurposeInput,
  type PurposeName,
} from './policy.ts'
export type { DecideInput } from './question.ts'
export { type QuestionsInput, questions } from './questions.ts'
export { mergeRecords } from './record-set.ts'
export { headsOf, shownHeads } from './register.ts'
export { type Scope, scopeDigest, scopeOf } from './scope.ts'
export { isFlagged, isSignalBinding } from './signal.ts'
export type { Register, State } from './state.ts'
export { matchesPattern, type StoreKind } from './store-pattern.ts'
export { type ClosingInput, purposesClosedBy } from './withdrawal.ts'
export { planWithdrawal, type WithdrawalInput, type WithdrawalPlan } from './withdrawal-plan.ts'
