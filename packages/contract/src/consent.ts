/** Records of what a person said: choice, objection, signal, restriction. */
import * as z from 'zod/mini'
import {
  idSchema,
  languageSchema,
  nameSchema,
  policyVersionSchema,
  reasonTextSchema,
  scopeDigestSchema,
  textHashSchema,
} from './ids.ts'

/** Ids of the heads that were rendered to the person; a record may replace only what its author saw. */
export const replacesSchema = z.array(idSchema).check(z.maxLength(64))

/** Where the person answered. */
export const surfaceSchema = z.enum(['banner', 'panel', 'embed', 'form', 'account', 'api'])
export type Surface = z.infer<typeof surfaceSchema>

export const choiceFields = {
  purpose: nameSchema,
  choice: z.enum(['granted', 'refused', 'withdrawn']),
  replaces: replacesSchema,
  policyVersion: policyVersionSchema,
  scopeDigest: scopeDigestSchema,
  /** Names the text that was shown. */
  noticeId: z.string().check(z.minLength(1), z.maxLength(128)),
  /** SHA-256 of the text that was shown, base64url; `noticeText` of `@privacykit/policy/text-hash` says of what. Absent in older records. */
  textHash: z.optional(textHashSchema),
  language: languageSchema,
  surface: surfaceSchema,
  /** Set when the person chose against a signal that was pointed out. */
  overrides: z.optional(z.literal('gpc')),
}

export const objectionFields = {
  /** A purpose on legitimate interests, or all direct marketing (GDPR 21(2)). */
  scope: z.union([z.strictObject({ purpose: nameSchema }), z.literal('direct-marketing')]),
  objection: z.enum(['objected', 'lifted']),
  replaces: replacesSchema,
}

export const objectionOverriddenFields = { objectionId: idSchema, document: z.string(), namedPerson: z.string() }

/** Global Privacy Control. Only its presence is ever stored; a vanished signal is no opt-in. */
export const signalFields = { signal: z.literal('gpc'), value: z.literal(1) }

/** GDPR Art. 18. */
export const restrictionFields = {
  scope: z.union([z.literal('all'), z.array(nameSchema).check(z.minLength(1), z.maxLength(64))]),
  ground: z.enum(['accuracy-contested', 'unlawful', 'needed-for-claims', 'objection-pending', 'other']),
}
export const restrictionLiftedFields = {
  restrictionId: idSchema,
  subjectInformedAt: z.string(),
  note: z.optional(reasonTextSchema),
}
