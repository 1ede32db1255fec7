/** Personal and other data kept apart: a record in two parts, and the one way to put them together. */
export { createJoin, type Join, type Joined, type JoinOptions, type StoredParts } from './join.ts'
export type { DecideJoin, JoinPolicy, JoinRequest, ReasonOf } from './judge.ts'
export type { Grain } from './moment.ts'
export type { NonPersonalPart, ObjectSchema, PersonalPart } from './part.ts'
export { type Divided, type Split, type SplitOptions, split } from './split.ts'
