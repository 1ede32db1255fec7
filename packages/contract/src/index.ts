/** The wire of PrivacyKit: what every package, and a backend in any language, agrees on. */
export {
  type AgeAnswer,
  type AgeBand,
  type AgeGate,
  ageAnswerSchema,
  ageBandSchema,
  ageGateSchema,
  assuranceSchema,
} from './age.ts'
export {
  type AppendBody,
  type AppendReply,
  appendBodySchema,
  appendReplySchema,
  BATCH_LIMIT,
  BODY_LIMIT_BYTES,
  type DecideBody,
  decideBodySchema,
  type FeedReply,
  feedReplySchema,
  type Identifier,
  identifierSchema,
  type KeysReply,
  keysReplySchema,
  type OpenAccountReply,
  openAccountReplySchema,
} from './bodies.ts'
export { type Surface, surfaceSchema } from './consent.ts'
export {
  type AllowReason,
  allowReasonSchema,
  type Decision,
  type DenialReason,
  decisionSchema,
  denialReasonSchema,
  type Operation,
  operationSchema,
  type Reason,
  reasonSchema,
} from './decision.ts'
export {
  type Deregistration,
  type DeregistrationPreview,
  type DeregistrationStatus,
  deregistrationPreviewSchema,
  deregistrationSchema,
  deregistrationStatusSchema,
  type HookDeclaration,
  hookDeclarationSchema,
  type LeasedStep,
  leasedStepSchema,
  type Outcome,
  outcomeSchema,
  type Proof,
  type ProofPayload,
  proofPayloadSchema,
  proofSchema,
  type Retained,
  retainedSchema,
  type Step,
  type StepKind,
  stepKindSchema,
  stepSchema,
  stepStatusSchema,
} from './deregistration.ts'
export { COMMON_CODES, type Endpoint, HEADERS, type Scope, scopeSchema } from './endpoint.ts'
export {
  ENDPOINTS,
  type EndpointBody,
  type EndpointMatch,
  type EndpointName,
  type EndpointReply,
  matchEndpoint,
} from './endpoints.ts'
export { ERRORS, type ErrorCode, isPrivacyError, PrivacyError, type PrivacyErrorOptions, RETRYABLE } from './error.ts'
export {
  accountIdSchema,
  deviceSecretSchema,
  type Instant,
  idSchema,
  instantSchema,
  languageSchema,
  nameSchema,
  policyVersionSchema,
  type Role,
  regionSchema,
  roleSchema,
  type Subject,
  scopeDigestSchema,
  subjectSchema,
  textHashSchema,
} from './ids.ts'
export {
  type Basis,
  basisSchema,
  type Children,
  type DeviceStore,
  type PolicyDocument,
  type PublishedPolicy,
  type Purpose,
  policySchema,
  publishedPolicySchema,
  purposeSchema,
  type Recipient,
  type Retention,
} from './policy.ts'
export { errorCodeSchema, type Problem, problemSchema } from './problem.ts'
export { type Receipt, type ReceiptPayload, receiptPayloadSchema, receiptSchema } from './receipt.ts'
export {
  type ListedRecord,
  listedRecordSchema,
  type PrivacyRecord,
  RECORD_ROLES,
  type RecordOf,
  type RecordType,
  recordSchema,
  type Stamp,
  stampSchema,
  type UnreadableRecord,
} from './record.ts'
export { type BrowserState, browserStateSchema, type SubjectState, subjectStateSchema } from './state.ts'
export {
  CATEGORIES,
  type Category,
  type CategoryEntry,
  findCategory,
  isWithinCategory,
  type KnownCategory,
} from './taxonomy.ts'
export {
  type Kept,
  keptSchema,
  type Withdrawal,
  type WithdrawalTask,
  withdrawalSchema,
  withdrawalTaskSchema,
} from './withdrawal.ts'
