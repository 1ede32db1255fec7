/** The small scalars that every noun of the wire is made of. */
import * as z from 'zod/mini'

/** 128 random bits as base64url without padding: 22 characters. Names a record, a request, a step, a gate, a proof. */
export const idSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))

/** UTC instant, RFC 3339 with `Z`, milliseconds at most: `2026-11-22T10:00:00.000Z`. */
export const instantSchema = z.iso.datetime({ precision: 3 })

/** Opaque account id of the app; printable ASCII, no `@`, so that an e-mail address cannot serve as one. */
export const accountIdSchema = z.string().check(z.regex(/^[!-?A-~]{1,128}$/))

/** What a device shows to prove that it is that device: 256 random bits, base64url. Its public id is a hash of it. */
export const deviceSecretSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))

/** Name of a purpose, recipient, retention rule, hook: a plain identifier, so that it can stand in a URL, a metric, a type. */
export const nameSchema = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_:.-]{0,63}$/))

/** BCP 47 language tag, as far as a privacy text needs one: `en`, `pt-BR`, `zh-Hant`. */
export const languageSchema = z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/))

/** ISO 3166-1 alpha-2 country, or ISO 3166-2 subdivision: `ID`, `US-CA`. */
export const regionSchema = z.string().check(z.regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/))

/** Version of a policy: the author's own string, a date by convention. */
export const policyVersionSchema = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/))

/** Hex digest of a purpose's scope; it identifies a published scope, it proves nothing (the backend derives it again). */
export const scopeDigestSchema = z.string().check(z.regex(/^[0-9a-f]{16}$/))

/** SHA-256 as base64url without padding: names the exact text that a person was shown. */
export const textHashSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))

/** A text a person wrote as reason; bounded, and never put into a log, proof or error. */
export const reasonTextSchema = z.string().check(z.minLength(1), z.maxLength(2000))

export type Instant = z.infer<typeof instantSchema>

/** The person: an account of the app, or a device of a visitor without one. */
export const subjectSchema = z.strictObject({
  kind: z.enum(['account', 'device']),
  id: z.string().check(z.minLength(1), z.maxLength(128)),
})
export type Subject = z.infer<typeof subjectSchema>

/** Who wrote a record; always from the credential, never from a body. */
export const roleSchema = z.enum(['subject', 'guardian', 'app', 'admin', 'backend'])
export type Role = z.infer<typeof roleSchema>
