/** The age question of the fake: cut-off dates out, a band in; the first answer to a question stands. */
import type { AgeAnswer, AgeBand, AgeGate } from '@privacykit/contract'
import { ageBandOf, ageGate } from '@privacykit/policy/age'
import { append } from './records.ts'
import { currentPolicy, type FakeList, type FakeWorld } from './world.ts'

/** A fresh question for the fake's region. */
export function openAgeGate(world: FakeWorld, gateId = world.newId()): AgeGate {
  return ageGate({ policy: currentPolicy(world), region: world.region, at: world.now().toISOString(), gateId })
}

/** Stores the claim; a later answer to the same question gets the band of the first. Null: unknown; nothing is stored. */
export async function answerAge(world: FakeWorld, list: FakeList, answer: AgeAnswer): Promise<AgeBand | null> {
  for (const { record } of list.entries) {
    if (record.type === 'age-claim' && record.gateId === answer.gateId) return record.band
  }
  const band = ageBandOf(answer.answer, openAgeGate(world, answer.gateId))
  if (band === null) return null
  const claim = {
    id: world.newId(),
    type: 'age-claim' as const,
    band,
    source: 'self-declared' as const,
    assurance: 'asserted' as const,
    gateId: answer.gateId,
  }
  await append(world, { list, records: [claim], role: 'app' })
  return band
}
