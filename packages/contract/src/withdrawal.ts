/** A withdrawn consent or an objection as a task: what was collected for that purpose goes, and its recipients are told. */
import * as z from 'zod/mini'
import { reasonSchema } from './decision.ts'
import { instantSchema, nameSchema, subjectSchema } from './ids.ts'

/** Data that stays: `purpose` needs the category for `reason` (`contract`, `granted`, `held`, `retained`, …), or may still need it. */
export const keptSchema = z.object({ category: z.string(), purpose: nameSchema, reason: reasonSchema })
export type Kept = z.infer<typeof keptSchema>

/**
 * What a withdrawal (GDPR 7(3), 17(1)(b)) or an objection (17(1)(c)) takes. `before`: when the backend stored it; data collected later, after
 * a new grant, is not meant. `categories`: those of the purpose that nothing else needs. Both lists are empty until the plan is made.
 */
export const withdrawalSchema = z.object({
  purpose: nameSchema,
  before: instantSchema,
  categories: z.array(z.string()),
  kept: z.array(keptSchema),
})
export type Withdrawal = z.infer<typeof withdrawalSchema>

/** The same for the worker that carries it out. `devices`: public ids of devices of this person, whose rows are meant too. */
export const withdrawalTaskSchema = z.object({
  ...withdrawalSchema.shape,
  subject: subjectSchema,
  devices: z.array(z.string()),
})
export type WithdrawalTask = z.infer<typeof withdrawalTaskSchema>
