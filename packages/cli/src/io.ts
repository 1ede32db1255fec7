/** Everything a command needs from outside, so that it runs in a test without a process. */

export interface Io {
  /** Folder that relative paths start from. */
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** Writes one line of the answer. */
  out(line: string): void
  /** Writes one line about what went wrong. */
  err(line: string): void
  /** Aborts when the user wants the command to end. */
  signal: AbortSignal
  fetch: typeof globalThis.fetch
}

/** The Io of this process. The first interrupt asks the command to end; the second one kills it, as ever. */
export function processIo(): Io {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  return {
    cwd: process.cwd(),
    env: process.env,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    signal: controller.signal,
    fetch: globalThis.fetch,
  }
}
