/** The commands of `privacykit` as a function, for scripts and tests. */
export type { ExitCode } from './command.ts'
export type { Io } from './io.ts'
export { run } from './run.ts'
