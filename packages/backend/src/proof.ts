/** Proofs: what was done, signed, and naming nobody. */
import type { KeysReply, Proof, ProofPayload, Withdrawal } from '@privacykit/contract'
import { PrivacyError } from '@privacykit/contract'
import { type Signer, signJws, verifyJws } from '@privacykit/vault'
import type { Kysely } from 'kysely'
import type { Context, Handler } from './context.ts'
import { residualOf, type Saga } from './deregistration-state.ts'
import type { Tables } from './tables.ts'

/** The `typ` of a proof's JWS. */
const PROOF_TYPE = 'privacy-proof+jws'

export interface ProofFacts {
  proofId: string
  requestId: string
  app: string
  kind: ProofPayload['kind']
  requestedAt: Date
  completedAt: Date
  recordsDeleted: number
  fenceUntil: Date
  /** The purpose that the request was limited to. */
  withdrawal?: Withdrawal
}

/** What a proof says of a saga. Step ids stay out: they were idempotency keys at other systems, and would lead back to the person. */
export function proofPayload(saga: Saga, facts: ProofFacts): ProofPayload {
  const hooks = new Set(saga.steps.filter(({ kind }) => kind !== 'notify').map(({ hook }) => hook))
  const verified = new Set(saga.steps.filter(({ kind }) => kind === 'verify').map(({ hook }) => hook))
  return {
    v: 1,
    ...facts,
    requestedAt: facts.requestedAt.toISOString(),
    completedAt: facts.completedAt.toISOString(),
    fenceUntil: facts.fenceUntil.toISOString(),
    steps: saga.steps
      .filter(({ status }) => status === 'done')
      .map(({ hook, kind, attempts, count, retained, residual }) => ({
        hook,
        kind,
        attempts,
        ...(count !== null && { count }),
        ...(retained !== null && { retained: [...retained] }),
        ...(residual !== null && { residual }),
      })),
    residual: residualOf(saga),
    notVerified: [...hooks].filter((hook) => !verified.has(hook)),
  }
}

/** Signs and stores a proof in the caller's transaction. */
export async function storeProof(
  trx: Kysely<Tables>,
  options: { tenant: string; signer: Signer; payload: ProofPayload },
): Promise<void> {
  const { app, proofId, requestId } = options.payload
  const jws = signJws(options.signer, PROOF_TYPE, options.payload)
  await trx
    .insertInto('proof')
    .values({ tenant: options.tenant, app, proof_id: proofId, request_id: requestId, jws })
    .execute()
}

/** `GET /v1/proofs/:proofId`. Throws `not-found`. */
export const readProof: Handler<'readProof'> = async ({ params }, context) => {
  const row = await context.db
    .selectFrom('proof')
    .select('jws')
    .where('tenant', '=', context.tenant)
    .where('app', '=', context.app)
    .where('proof_id', '=', params.proofId ?? '')
    .executeTakeFirst()
  if (row === undefined)
    throw new PrivacyError('not-found', 'No proof has this id: read the request, which names its proofs.')
  return toProof(row.jws, await publicKeys(context))
}

/** The payload is read out of the signature itself, so that the two can never differ. */
function toProof(jws: string, keys: KeysReply): Proof {
  const payload = verifyJws(jws, keys, PROOF_TYPE) as ProofPayload // as: signed by ourselves as a ProofPayload
  return { ...payload, jws }
}

function publicKeys({ keys }: Context): Promise<KeysReply> {
  return keys.publicKeys()
}
