/** Finds the command, runs it, and turns whatever it throws into a sentence and an exit code. */
import { isPrivacyError } from '@privacykit/contract'
import { type Command, type ExitCode, UsageError } from './command.ts'
import { build } from './commands/build.ts'
import { check } from './commands/check.ts'
import { conform } from './commands/conform.ts'
import { dataMap } from './commands/data-map.ts'
import { dev } from './commands/dev.ts'
import { init } from './commands/init.ts'
import { migrate } from './commands/migrate.ts'
import { notice } from './commands/notice.ts'
import { openapi } from './commands/openapi.ts'
import { tag } from './commands/tag.ts'
import { verify } from './commands/verify.ts'
import type { Io } from './io.ts'

const commands: Readonly<Record<string, Command>> = {
  init,
  dev,
  build,
  check,
  tag,
  'data-map': dataMap,
  migrate,
  conform,
  notice,
  verify,
  openapi,
}

/**
 * Runs one command line, without the program's name. Answers the exit code: 0 done, 1 something is wrong, 2 called wrongly.
 * It never throws; `--debug` adds the stack of what failed.
 */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const isDebug = args.includes('--debug')
  const [name = '--help', ...rest] = args.filter((arg) => arg !== '--debug')
  if (name === '--help' || name === '-h' || name === 'help') {
    for (const line of overview()) io.out(line)
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    io.err(`There is no command "${name}". \`privacykit --help\` lists them.`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(`${command.summary}\n\n${command.usage}`)
    return 0
  }
  try {
    return await command.run(rest, io)
  } catch (error) {
    return explain(error, { command, io, isDebug })
  }
}

function overview(): string[] {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return ['privacykit <command> [options]', '', ...lines, '', 'Options of a command: privacykit <command> --help']
}

interface Failure {
  command: Command
  io: Io
  isDebug: boolean
}

function explain(error: unknown, { command, io, isDebug }: Failure): ExitCode {
  if (error instanceof UsageError) {
    io.err(`${error.message}\n\n${command.usage}`)
    return 2
  }
  if (isPrivacyError(error)) {
    io.err(`${error.message} (${error.code})`)
    for (const pointer of error.pointers) io.err(`  at ${pointer === '' ? '/' : pointer}`)
  } else {
    io.err(error instanceof Error ? error.message : String(error))
    if (!isDebug) io.err('Run the same with --debug to see where it happened.')
  }
  if (isDebug) io.err(stackOf(error))
  return 1
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
