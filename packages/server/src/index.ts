/** The app server's side of PrivacyKit: checks, the browser-facing route, data map, deregistration hooks, fence. */
export type { OpenAccountOptions } from './account.ts'
export { type Answers, type ReadAnswersOptions, type RequestHeaders, readAnswers } from './answers.ts'
export type { BackendOptions } from './backend-client.ts'
export { columnsOf, type RowSchema } from './columns-of.ts'
export type { CheckOptions } from './consent.ts'
export { type ColumnTag, type DataMap, type EraseRule, keep, type TableMap, type WithdrawalRule } from './data-map.ts'
export type { DeregisterOptions } from './deregistration.ts'
export type { Disclosed, DisclosureOptions, Passed } from './disclosure.ts'
export type { OnEvent, PrivacyEvent } from './event.ts'
export type { Fence, FencedAccount } from './fence.ts'
export { type GpcSupport, gpcJson, gpcResponse } from './gpc-json.ts'
export {
  type EraseOutcome,
  erased,
  failed,
  type Hook,
  type HookContext,
  hook,
  type PreviewItem,
  retained,
  type TellOutcome,
  type TellRecipient,
  told,
  type WithdrawalContext,
  type WithdrawalHook,
  waiting,
} from './hook.ts'
export type { AppSession } from './identity.ts'
export type { JurisdictionHeader, JurisdictionOption } from './jurisdiction.ts'
export type { PrivacyOptions } from './options.ts'
export { postgres } from './postgres.ts'
export { createPrivacy, type Privacy, type RequestSubject } from './privacy.ts'
export type { Author } from './records.ts'
export type { Sql, SqlClient } from './sql.ts'
export type { Store } from './store.ts'
export type { SubjectRef } from './subject.ts'
export { type WithdrawalGap, withdrawalGaps } from './withdrawal-map.ts'
export type { WorkOptions } from './work.ts'
