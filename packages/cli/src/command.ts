/** The shape of a command, and how one says that it was called wrongly. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Io } from './io.ts'

/** 0: done, or nothing wrong. 1: something is wrong, and the output says what. 2: called wrongly. */
export type ExitCode = 0 | 1 | 2

export interface Command {
  /** One line for the list of commands. */
  summary: string
  /** Shown by `--help`. */
  usage: string
  run(args: readonly string[], io: Io): Promise<ExitCode>
}

/** The command line does not fit the command; its usage is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; strict: true; allowPositionals: true }>
>

/** Parses strictly: an unknown option is a mistake, not a value. */
export function parse<const O extends Options>(args: readonly string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true })
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : 'The options cannot be read.', { cause })
  }
}

/** Exactly one positional argument, or none where it has a default. */
export function onlyPositional(positionals: readonly string[], what: string): string {
  const [first, ...rest] = positionals
  if (first === undefined) throw new UsageError(`Say which ${what}.`)
  if (rest.length > 0) throw new UsageError(`One ${what} is enough.`)
  return first
}
