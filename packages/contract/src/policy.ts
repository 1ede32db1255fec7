/** Schema of a privacy policy: everything here is publishable, for it is the notice. */
import * as z from 'zod/mini'
import { languageSchema, nameSchema, policyVersionSchema, regionSchema } from './ids.ts'

/** GDPR Art. 6(1); `child-protection` is the seed policy's third ground for a child's data. */
export const basisSchema = z.enum([
  'consent',
  'contract',
  'legitimate-interests',
  'legal-obligation',
  'vital-interests',
  'child-protection',
])
export type Basis = z.infer<typeof basisSchema>

const categoryKeySchema = z.string().check(z.regex(/^user(\.[a-z0-9_]+)+$/))
const daysSchema = z.int().check(z.positive(), z.lte(36500))
const lineSchema = z.string().check(z.minLength(1), z.maxLength(600))
/** One text per language; the policy's first locale must be there. */
const textSchema = z.record(languageSchema, lineSchema)

/** Something kept on the person's device (ePrivacy 5(3)): a cookie, storage key or database, by name or `*` pattern. */
const deviceStoreSchema = z.strictObject({
  /** Exactly one of the four says what kind of storage, and its name or pattern (`_ga*`). */
  cookie: z.optional(z.string()),
  localStorage: z.optional(z.string()),
  sessionStorage: z.optional(z.string()),
  indexedDB: z.optional(z.string()),
  /** Strictly needed for the service that the person asked for. Default false. */
  necessary: z.optional(z.boolean()),
  /** Days it lives; absent: as long as the session. */
  days: z.optional(daysSchema),
  text: z.optional(textSchema),
})
export type DeviceStore = z.infer<typeof deviceStoreSchema>

export const purposeSchema = z.strictObject({
  basis: basisSchema,
  /** Categories it needs. */
  data: z.array(categoryKeySchema),
  /** Categories that the person may leave out, and what is lost then (D04). */
  optional: z.optional(z.array(z.strictObject({ category: categoryKeySchema, without: textSchema }))),
  title: textSchema,
  /** One line: what it does for the person. */
  summary: textSchema,
  /** Names in `recipients`. */
  recipients: z.optional(z.array(nameSchema)),
  /** Name in `retention`. */
  retention: z.optional(nameSchema),
  /** Days after which a grant lapses. Absent: it does not lapse by time. Consent only. */
  expiresDays: z.optional(daysSchema),
  /** Days after a refusal before the person may be asked again. Default 180. */
  askAgainDays: z.optional(daysSchema),
  stores: z.optional(z.array(deviceStoreSchema)),
  /** `not-required`: an unknown age does not stop this purpose; needs `ageReason`. */
  age: z.optional(z.enum(['not-required', 'adults-only'])),
  ageReason: z.optional(lineSchema),
  /** What a server answers when the state is older than the lease: contract and legal obligation only. Default deny. */
  whenUnknown: z.optional(z.enum(['deny', 'last-known'])),
  /** Seconds for which a server may rely on what it read. Default 60. */
  leaseSeconds: z.optional(z.int().check(z.positive(), z.lte(86400))),
  /** Days between notice of a widened scope and its start (contract, interests). Default 30. */
  noticeDays: z.optional(z.int().check(z.gte(0), z.lte(365))),
  /** Earlier names; a denial under any of them holds. */
  formerly: z.optional(z.array(nameSchema)),
  profiling: z.optional(z.boolean()),
  sale: z.optional(z.boolean()),
  sharing: z.optional(z.boolean()),
  targetedAdvertising: z.optional(z.boolean()),
  /** Direct marketing (GDPR 21(2)): an objection to marketing stops it, always. */
  directMarketing: z.optional(z.boolean()),
  /** E-mail or SMS marketing on interests needs this (ePrivacy 13(2)): why the soft opt-in applies. */
  softOptIn: z.optional(lineSchema),
  /** Exceptions of GDPR 18(2). */
  restrictionException: z.optional(z.enum(['legal-claims', 'protect-another', 'public-interest'])),
  /** Runs on while a deregistration closes the account: the saga itself, notices, obligations. */
  duringClosure: z.optional(z.boolean()),
  /** Inviting the guardian; exempt from the child check, or the check would deadlock. */
  guardianContact: z.optional(z.boolean()),
  /** Collection is refused until the notice was shown. Default true for consent, contract and interests when `data` is not empty. */
  noticeRequired: z.optional(z.boolean()),
  /** For legal obligation: the law, and where it binds. */
  law: z.optional(z.strictObject({ name: lineSchema, regions: z.optional(z.array(regionSchema)) })),
  /** IRI in the W3C DPV purposes taxonomy. */
  dpv: z.optional(z.url()),
})
export type Purpose = z.infer<typeof purposeSchema>

/** A host, without scheme, port and path. */
const hostSchema = z.string().check(z.regex(/^(\*\.)?[^*/?#@:\\\s]+$/))

const recipientSchema = z.strictObject({
  name: lineSchema,
  /** GDPR Art. 4(7), 4(8). */
  role: z.enum(['processor', 'controller', 'joint-controller']),
  country: regionSchema,
  data: z.array(categoryKeySchema),
  /** Chapter V safeguard when the country is outside the controller's area. */
  safeguard: z.optional(lineSchema),
  /** Hosts that a page reaches when it talks to this recipient: `films.example`, or `*.films.example` for all below it. */
  hosts: z.optional(z.array(hostSchema)),
  url: z.optional(z.url()),
})
export type Recipient = z.infer<typeof recipientSchema>

const retentionSchema = z.strictObject({
  /** How long; exactly one of days and years, or neither for as long as the account lives. */
  days: z.optional(daysSchema),
  years: z.optional(z.int().check(z.positive(), z.lte(100))),
  /** What the time runs from: `account-end`, `collected`, or a named event of the app (`invoice-date`). */
  from: nameSchema,
  /** The criterion, in words (GDPR 13(2)(a)). */
  reason: textSchema,
  /** A law that demands it; rows under such a rule outlive a deregistration. */
  law: z.optional(lineSchema),
})
export type Retention = z.infer<typeof retentionSchema>

const childrenSchema = z.strictObject({
  /** Below it, protections hold. Default 18. */
  childAge: z.optional(z.int().check(z.gte(13), z.lte(21))),
  /** Below it, a guardian must approve: by the dated law table, or one number everywhere. Default `by-jurisdiction`. */
  consentAge: z.optional(z.union([z.literal('by-jurisdiction'), z.int().check(z.gte(12), z.lte(21))])),
  /** `hold`: an underage account waits for its guardian. `refuse`: no account. Default hold. */
  account: z.optional(z.enum(['hold', 'refuse'])),
})
export type Children = z.infer<typeof childrenSchema>

export const policySchema = z.strictObject({
  app: nameSchema,
  version: policyVersionSchema,
  /** Day from which it is in force, UTC. Default: from publication. */
  effective: z.optional(z.iso.date()),
  /** The first is the fallback. */
  locales: z.array(languageSchema).check(z.minLength(1)),
  controller: z.strictObject({
    name: lineSchema,
    country: regionSchema,
    contact: z.strictObject({ email: z.email(), url: z.optional(z.url()), address: z.optional(lineSchema) }),
    /** Data protection officer. */
    dpo: z.optional(z.strictObject({ email: z.email() })),
  }),
  purposes: z.record(nameSchema, purposeSchema),
  recipients: z.record(nameSchema, recipientSchema),
  retention: z.record(nameSchema, retentionSchema),
  children: childrenSchema,
  /** Regions where GPC binds as an opt-out; `everywhere` honours it for all. Default `everywhere`. */
  gpc: z.optional(z.union([z.literal('everywhere'), z.array(regionSchema)])),
  /** Deregistration: days in which it can be undone, and until the second residual check. Defaults 14 and 30. */
  deregistration: z.optional(
    z.strictObject({
      undoDays: z.optional(z.number().check(z.gte(0), z.lte(90))),
      residualCheckDays: z.optional(z.number().check(z.gte(0), z.lte(365))),
    }),
  ),
})
/** A policy as it travels. `@privacykit/policy` derives the precise type of a given one. */
export type PolicyDocument = z.infer<typeof policySchema>

/** A version of a policy as the backend keeps it, forever. `hash` is SHA-256 (hex) of the RFC 8785 form. */
export const publishedPolicySchema = z.object({ policy: policySchema, hash: z.string(), publishedAt: z.string() })
export type PublishedPolicy = z.infer<typeof publishedPolicySchema>
