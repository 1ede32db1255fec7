/** Closing an account in memory: the same states and proofs as the real saga, with hooks that always succeed. */
import {
  type Deregistration,
  type DeregistrationPreview,
  PrivacyError,
  type Proof,
  type ProofPayload,
  type Step,
} from '@privacykit/contract'
import { planDeregistration } from '@privacykit/policy'
import { append } from './records.ts'
import { currentPolicy, type FakeList, type FakeRequest, type FakeWorld, listOf } from './world.ts'

const DAY_MS = 86_400_000

/** What closing will do: each hook erases, and rows under a retention rule with a law stay. */
export function previewOf(world: FakeWorld, list: FakeList): DeregistrationPreview {
  const { deregistration, retention } = currentPolicy(world)
  const erased = world.hooks.map(({ name }) => ({
    hook: name,
    what: name,
    count: list.entries.length,
    fate: 'erased' as const,
  }))
  const kept = Object.entries(retention)
    .filter(([, rule]) => rule.law !== undefined)
    .map(([rule]) => ({ hook: world.hooks[0]?.name ?? rule, what: rule, count: 0, fate: 'retained' as const, rule }))
  return { undoDays: deregistration?.undoDays ?? 14, items: [...erased, ...kept] }
}

/** Opens the request, or answers the one that is there; throws `id-reused` for another account's id. */
export async function requestDeregistration(
  world: FakeWorld,
  list: FakeList,
  requestId: string,
): Promise<Deregistration> {
  const known = world.requests.get(requestId)
  if (known) {
    if (known.account === list.subject.id && known.generation === list.generation) return known.deregistration
    throw new PrivacyError('id-reused', 'The request id is taken: make a fresh random one.')
  }
  await appendAsBackend(world, list, { type: 'deregistration-requested', requestId })
  const requestedAt = world.now()
  const undoDays = currentPolicy(world).deregistration?.undoDays ?? 14
  const request: FakeRequest = {
    account: list.subject.id,
    generation: list.generation,
    residualDueAt: null,
    deregistration: {
      requestId,
      status: 'scheduled',
      requestedAt: requestedAt.toISOString(),
      undoUntil: new Date(requestedAt.getTime() + undoDays * DAY_MS).toISOString(),
      irreversibleAt: null,
      completedAt: null,
      steps: [],
      interimProofId: null,
      finalProofId: null,
    },
  }
  world.requests.set(requestId, request)
  await advanceDeregistrations(world)
  return request.deregistration
}

/** Status of a request; throws `not-found`. */
export function readDeregistration(world: FakeWorld, requestId: string): Deregistration {
  return requestOf(world, requestId).deregistration
}

/** Undoes a scheduled request; again is the same. Throws `not-found`, `foreign-subject`, `undo-period-over`. */
export async function cancelDeregistration(
  world: FakeWorld,
  list: FakeList,
  requestId: string,
): Promise<Deregistration> {
  const { account, deregistration } = requestOf(world, requestId)
  if (account !== list.subject.id) throw new PrivacyError('foreign-subject', 'Sign in to the account that asked.')
  if (deregistration.status === 'withdrawn') return deregistration
  if (deregistration.status !== 'scheduled') {
    throw new PrivacyError('undo-period-over', 'The account is being erased and cannot come back.')
  }
  await appendAsBackend(world, list, { type: 'deregistration-cancelled', requestId })
  deregistration.status = 'withdrawn'
  return deregistration
}

/** Brings every request to where the clock says it is; called before each answer instead of a timer. */
export async function advanceDeregistrations(world: FakeWorld): Promise<void> {
  const now = world.now().getTime()
  for (const request of world.requests.values()) {
    const { deregistration } = request
    if (deregistration.status === 'scheduled' && now >= Date.parse(deregistration.undoUntil))
      await erase(world, request)
    if (deregistration.status === 'confirming' && now >= (request.residualDueAt ?? Number.POSITIVE_INFINITY)) {
      await confirm(world, request)
    }
  }
}

async function erase(world: FakeWorld, request: FakeRequest): Promise<void> {
  const { deregistration } = request
  const list = listOf(world, { kind: 'account', id: request.account }, request.generation)
  const now = world.now()
  deregistration.steps = planDeregistration(world.hooks).map(({ hook, kind }) => stepOf(world, request, { hook, kind }))
  deregistration.irreversibleAt = now.toISOString()
  deregistration.interimProofId = await prove(world, request, { kind: 'interim', recordsDeleted: list.entries.length })
  list.entries = []
  list.erased = true
  request.residualDueAt = now.getTime() + (currentPolicy(world).deregistration?.residualCheckDays ?? 30) * DAY_MS
  deregistration.status = 'confirming'
}

async function confirm(world: FakeWorld, request: FakeRequest): Promise<void> {
  const { deregistration } = request
  const verifying = world.hooks.filter((hook) => hook.verifies)
  const checks = verifying.map(({ name }) => stepOf(world, request, { hook: name, kind: 'residual-check' }))
  deregistration.steps = [...deregistration.steps, ...checks]
  deregistration.finalProofId = await prove(world, request, { kind: 'final', recordsDeleted: 0 })
  deregistration.completedAt = world.now().toISOString()
  deregistration.status = 'completed'
}

function stepOf(world: FakeWorld, request: FakeRequest, part: Pick<Step, 'hook' | 'kind'>): Step {
  const looks = part.kind === 'verify' || part.kind === 'residual-check'
  return {
    id: world.newId(),
    requestId: request.deregistration.requestId,
    ...part,
    status: 'done',
    attempts: 1,
    ...(part.kind === 'erase' && { count: 1 }),
    ...(looks && { residual: 0 }),
  }
}

async function prove(
  world: FakeWorld,
  { deregistration }: FakeRequest,
  part: Pick<ProofPayload, 'kind' | 'recordsDeleted'>,
): Promise<string> {
  const now = world.now()
  const payload: ProofPayload = {
    v: 1,
    proofId: world.newId(),
    requestId: deregistration.requestId,
    app: currentPolicy(world).app,
    ...part,
    requestedAt: deregistration.requestedAt,
    completedAt: now.toISOString(),
    steps: deregistration.steps.map(({ hook, kind, attempts, count, residual }) => ({
      hook,
      kind,
      attempts,
      ...(count !== undefined && { count }),
      ...(residual !== undefined && { residual }),
    })),
    residual: 0,
    notVerified: world.hooks.filter((hook) => !hook.verifies).map((hook) => hook.name),
    fenceUntil: new Date(now.getTime() + 90 * DAY_MS).toISOString(),
  }
  world.proofs.set(payload.proofId, { ...payload, jws: await world.signer.sign('privacy-proof+jws', payload) })
  return payload.proofId
}

/** A signed proof; throws `not-found`. */
export function readProof(world: FakeWorld, proofId: string): Proof {
  const proof = world.proofs.get(proofId)
  if (proof) return proof
  throw new PrivacyError('not-found', 'No proof has that id: check the link.')
}

function requestOf(world: FakeWorld, requestId: string): FakeRequest {
  const request = world.requests.get(requestId)
  if (request) return request
  throw new PrivacyError('not-found', 'No request has that id: check the link.')
}

function appendAsBackend(
  world: FakeWorld,
  list: FakeList,
  part: { type: 'deregistration-requested' | 'deregistration-cancelled'; requestId: string },
) {
  return append(world, { list, records: [{ id: world.newId(), ...part }], role: 'backend' })
}
