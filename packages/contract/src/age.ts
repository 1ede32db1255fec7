/** Records of a person's age; never a birth date, only a band. */
import * as z from 'zod/mini'
import { idSchema, instantSchema } from './ids.ts'

const yearsSchema = z.int().check(z.gte(0), z.lte(130))

/** Completed years, both ends inclusive; a missing end is open. A band that straddles a limit decides nothing. */
export const ageBandSchema = z.strictObject({ min: z.optional(yearsSchema), max: z.optional(yearsSchema) })
export type AgeBand = z.infer<typeof ageBandSchema>

/** How sure: IEEE 2089.1 levels. A self-declared age is `asserted`, never verified. */
export const assuranceSchema = z.enum(['asserted', 'standard', 'enhanced', 'strict'])

export const ageClaimFields = {
  band: ageBandSchema,
  source: z.enum([
    'self-declared',
    'guardian-declared',
    'device-signal',
    'estimated',
    'document',
    'wallet',
    'suspicion',
  ]),
  assurance: assuranceSchema,
  /** The question that was answered; the first answer to it stands. */
  gateId: idSchema,
  /** When the band must be looked at again, rounded up to a month, so that it is not the birthday again. */
  reviewAt: z.optional(instantSchema),
}

export const ageCorrectedFields = {
  band: ageBandSchema,
  source: z.enum(['document', 'wallet', 'guardian-declared', 'support']),
  assurance: assuranceSchema,
  supersedes: z.array(idSchema).check(z.minLength(1), z.maxLength(64)),
  reviewer: z.string().check(z.minLength(1), z.maxLength(128)),
  reviewAt: z.optional(instantSchema),
}

/** Reply of the age gate: cut-off dates for the person's place, so that the birth date stays in the page. */
export const ageGateSchema = z.object({
  gateId: idSchema,
  /** Calendar date at the person's place that the cut-offs were computed for; the earliest date anywhere when the zone is not known. */
  onDate: z.iso.date(),
  /** Born on or before this date: an adult (childAge reached). */
  adultIfBornBy: z.iso.date(),
  /** Born on or before this date: old enough to consent without a guardian. */
  consentIfBornBy: z.iso.date(),
  childAge: z.int(),
  consentAge: z.int(),
  /** Region whose rule was used, or null: the strictest. */
  region: z.nullable(z.string()),
  /** Date of the law table. */
  tableDate: z.iso.date(),
})
export type AgeGate = z.infer<typeof ageGateSchema>

/** What the page sends: which side of the cut-offs, never the date. `unknown` holds. */
export const ageAnswerSchema = z.strictObject({
  gateId: idSchema,
  answer: z.enum(['adult', 'teen', 'child', 'unknown']),
})
export type AgeAnswer = z.infer<typeof ageAnswerSchema>
