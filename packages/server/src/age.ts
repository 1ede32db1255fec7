/** The age gate: cut-off dates out, one of four words in. The birth date stays in the page; the first answer to a gate stands. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type AgeAnswer, type AgeBand, type AgeGate, type ListedRecord, PrivacyError } from '@privacykit/contract'
import type { PolicyInput } from '@privacykit/policy'
import { ageBandOf, ageGate } from '@privacykit/policy/age'
import { hasCode } from './failure.ts'
import { type Append, derivedId } from './records.ts'
import type { States } from './state.ts'
import type { KnownSubject } from './subject.ts'

/** @internal Opens gates and takes their answers. */
export interface AgeGates {
  /** A gate for the place that the server found. Nothing is stored. */
  open(region: string | null): AgeGate
  /** Stores the answer as a self-declared claim. `invalid-body` for a gate not opened here. */
  answer(subject: KnownSubject, answer: AgeAnswer): Promise<AnsweredGate>
}

/** @internal The band that stands, null after `unknown`; and the subject's generation, null when nothing was written now. */
interface AnsweredGate {
  band: AgeBand | null
  generation: number | null
}

/** @internal What the gates are made of. */
export interface AgeGatesOptions {
  policy: PolicyInput
  /** Key of the gates' signature; derived from the service key, so that every process of the app agrees. */
  secret: string
  append: Append
  states: States
  now: () => Date
}

/** A page may stay open over a night; older gates are asked anew. */
const GATE_DAYS = 3
const DAY_MS = 86_400_000

/** @internal Gates that need no list: each id carries its ages and day, signed. */
export function createAgeGates({ policy, secret, append, states, now }: AgeGatesOptions): AgeGates {
  const key = createHmac('sha256', secret).update('privacykit:age-gate').digest()
  return {
    open(region) {
      const gate = ageGate({ policy, region, at: now().toISOString(), gateId: '' })
      return {
        ...gate,
        gateId: sealGate({ consentAge: gate.consentAge, childAge: gate.childAge, day: dayOf(now()) }, key),
      }
    },
    async answer(subject, { gateId, answer }) {
      const opened = readGate(gateId, key)
      if (opened === null || Math.abs(dayOf(now()) - opened.day) > GATE_DAYS) {
        throw new PrivacyError('invalid-body', 'Fetch a new age gate and answer that one.', { pointers: ['/gateId'] })
      }
      // the ages that the page compared with, not those of where the person is by now
      const band = ageBandOf(answer, opened)
      if (band === null) return { band, generation: null }
      return storeFirst(subject, { gateId, band })
    },
  }

  /** The record's id is made of subject and gate, so a second answer, even at the same moment, meets the first one. */
  async function storeFirst(
    subject: KnownSubject,
    { gateId, band }: { gateId: string; band: AgeBand },
  ): Promise<AnsweredGate> {
    const id = derivedId(['age-claim', subject.kind, subject.id, gateId])
    const claim = { id, type: 'age-claim', band, source: 'self-declared', assurance: 'asserted', gateId } as const
    try {
      const { generation } = await append(subject, { role: 'app', records: [claim] })
      return { band, generation }
    } catch (error) {
      if (!hasCode(error, 'id-reused')) throw error
      const { records } = await states.read(subject)
      return { band: bandOf(records as ListedRecord[], id), generation: null } // as: the schema's output is a list of records
    }
  }
}

function bandOf(records: readonly ListedRecord[], id: string): AgeBand | null {
  const found = records.find(({ record }) => record.id === id)?.record
  return found !== undefined && found.type === 'age-claim' && 'band' in found ? (found.band as AgeBand) : null // as: an age-claim's band
}

interface OpenedGate {
  consentAge: number
  childAge: number
  /** Days since 1970, UTC. */
  day: number
}

/** 16 bytes: two ages, the day, four random bytes, eight bytes of HMAC-SHA256. The server keeps no list of gates. */
function sealGate({ consentAge, childAge, day }: OpenedGate, key: Buffer): string {
  const head = Buffer.alloc(8)
  head.writeUInt8(consentAge, 0)
  head.writeUInt8(childAge, 1)
  head.writeUInt16BE(day, 2)
  randomBytes(4).copy(head, 4)
  return Buffer.concat([head, macOf(head, key)]).toString('base64url')
}

function readGate(gateId: string, key: Buffer): OpenedGate | null {
  const bytes = Buffer.from(gateId, 'base64url')
  if (bytes.length !== 16) return null
  const head = bytes.subarray(0, 8)
  if (!timingSafeEqual(bytes.subarray(8), macOf(head, key))) return null
  return { consentAge: head.readUInt8(0), childAge: head.readUInt8(1), day: head.readUInt16BE(2) }
}

const macOf = (head: Buffer, key: Buffer) => createHmac('sha256', key).update(head).digest().subarray(0, 8)
const dayOf = (at: Date) => Math.floor(at.getTime() / DAY_MS)
