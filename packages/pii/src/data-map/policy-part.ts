/** The parts of a policy that a data map reads, as an app may hold them: frozen by `as const`, or read from a file. */
import type { PolicyDocument } from '@privacykit/contract'

type Readable<T> = T extends readonly (infer E)[]
  ? readonly Readable<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Readable<T[K]> }
    : T

type Policy = Readable<PolicyDocument>

/** The part of a policy that a data map reads. Without `app` the default system is called `app`; without `retention` rules have names only. */
export type DataMapPolicy = Pick<Policy, 'purposes' | 'recipients'> & Partial<Pick<Policy, 'app' | 'retention'>>

/** The part that a record of processing and the pages read besides. */
export type RecordPolicy = Pick<
  Policy,
  'app' | 'version' | 'locales' | 'controller' | 'purposes' | 'recipients' | 'retention'
>

export type PurposePart = Policy['purposes'][string]
export type RecipientPart = Policy['recipients'][string]
export type RetentionPart = Policy['retention'][string]
