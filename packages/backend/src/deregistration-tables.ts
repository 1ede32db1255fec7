/** Columns of the deregistration's tables, the withdrawals' among them. Personal data stands only in the sealed columns. */
import type { DeregistrationStatus, StepKind } from '@privacykit/contract'
import type { ColumnType, Generated } from 'kysely'
import type { SagaKind } from './deregistration-state.ts'
import type { SagaStep } from './step-state.ts'

type Instant = ColumnType<Date, string, string>
type OptionalInstant = ColumnType<Date | null, string | null | undefined, string | null>

interface Scoped {
  tenant: string
  app: string
}

/** The newest declaration; JSON of `HookDeclaration[]`. */
interface HookSetTable extends Scoped {
  hooks: string
  /** JSON of the names of recipients that the app can tell. */
  recipients: Generated<string>
  declared_at: Instant
}

interface DeregistrationTable extends Scoped {
  request_id: string
  /** `withdrawal`: limited to one purpose. */
  kind: Generated<SagaKind>
  /** The request this one repeats, or that took its place: the account was being closed. */
  same_as: Generated<string | null>
  /** JSON of `Withdrawal`; null for an account's request. */
  withdrawal: Generated<string | null>
  /** Blind index of the account, or of a withdrawal's device; null once the fence is over. */
  account_index: string | null
  generation: number
  /** Account and identifiers, under the request's own key; null once that key is destroyed. */
  sealed: string | null
  status: DeregistrationStatus
  requested_at: Instant
  /** When the person last proved who they are. */
  auth_time: Instant
  undo_until: Instant
  irreversible_at: OptionalInstant
  completed_at: OptionalInstant
  interim_proof_id: string | null
  final_proof_id: string | null
  /** The one record that stays of the generation. */
  erased_record_id: string | null
  records_deleted: Generated<number>
  fence_until: OptionalInstant
  /** When somebody must look at it again; null: only a worker or a deployment moves it. */
  next_at: OptionalInstant
}

interface StepTable extends Scoped {
  step_id: string
  request_id: string
  position: number
  hook: string
  kind: StepKind
  /** JSON of the ids of the steps before it. */
  after: string
  status: SagaStep['status']
  attempts: number
  failures: number
  failure: string | null
  next_at: OptionalInstant
  lease_token: string | null
  lease_until: OptionalInstant
  reported_token: string | null
  reported_digest: string | null
  count: number | null
  /** JSON of `Retained[]`. */
  retained: string | null
  residual: number | null
  sealed_aliases: string | null
}

interface ProofTable extends Scoped {
  proof_id: string
  request_id: string
  jws: string
}

interface TombstoneTable extends Scoped {
  index: string
  generation: number
  minor: boolean
  expires_at: Instant
}

/** Outlives every generation: the person said no to marketing once. */
interface SuppressionTable extends Scoped {
  index: string
}

/** Records that may close a purpose, from the transaction that stored them until somebody looked. */
interface WithdrawalDueTable extends Scoped {
  record_id: string
  next_at: ColumnType<Date, string | undefined, string>
}

/** What the deregistration adds to the backend's tables. */
export interface DeregistrationTables {
  hook_set: HookSetTable
  deregistration: DeregistrationTable
  step: StepTable
  proof: ProofTable
  tombstone: TombstoneTable
  suppression: SuppressionTable
  withdrawal_due: WithdrawalDueTable
}
