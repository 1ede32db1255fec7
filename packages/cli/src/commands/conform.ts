/** `privacykit conform`: runs the contract suite against any backend behind a URL, in whatever language it is written. */
import { type Command, onlyPositional, parse, UsageError } from '../command.ts'
import type { Io } from '../io.ts'

export const conform: Command = {
  summary: 'run the contract suite against a backend',
  usage: `privacykit conform <url> --app <id> [--key <key>] [--read-key <key>] [--other-key <key>] [--json]

  <url>        where the backend stands; the suite adds /v1/…
  --app        the app that the key names. The suite publishes policies and closes accounts in it:
               give it an app of its own, never one that serves people
  --key        service key with every scope; better in the environment variable PRIVACY_KEY
  --read-key   key of the same app with the scope "read" alone; cases that need one are skipped without
  --other-key  key of another app; the same
  --json       print the results as JSON`,
  async run(args, io) {
    const { values, positionals } = parse(args, {
      app: { type: 'string' },
      key: { type: 'string' },
      'read-key': { type: 'string' },
      'other-key': { type: 'string' },
      json: { type: 'boolean', default: false },
    })
    const origin = originOf(onlyPositional(positionals, 'URL'))
    const key = values.key ?? io.env.PRIVACY_KEY
    if (values.app === undefined) throw new UsageError('Say with --app which app the key names.')
    if (key === undefined) throw new UsageError('Give a service key with --key, or in PRIVACY_KEY.')
    const { runSuite, serviceSuite } = await import('@privacykit/testkit')
    const context = {
      fetch: (request: Request) => io.fetch(request, { signal: io.signal }),
      app: values.app,
      key,
      origin,
      ...(values['read-key'] !== undefined && { readKey: values['read-key'] }),
      ...(values['other-key'] !== undefined && { otherKey: values['other-key'] }),
    }
    const results = await runSuite(serviceSuite, context, values.json ? undefined : (result) => tell(result, io))
    const tally = countOutcomes(results)
    if (values.json) io.out(JSON.stringify({ ...tally, results }, null, 2))
    else io.out(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`)
    return tally.failed === 0 && tally.passed > 0 ? 0 : 1
  },
}

interface Result {
  title: string
  outcome: 'passed' | 'failed' | 'skipped'
  detail?: string
}

function originOf(text: string): string {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new UsageError('The URL must start with http:// or https://.')
  return url.href.replace(/\/+$/, '')
}

function tell({ title, outcome, detail }: Result, io: Io): void {
  io.out(`${outcome.padEnd(7)}  ${title}`)
  if (detail !== undefined && outcome !== 'passed') io.out(`         ${detail}`)
}

function countOutcomes(results: readonly Result[]): Record<Result['outcome'], number> {
  const tally = { passed: 0, failed: 0, skipped: 0 }
  for (const { outcome } of results) tally[outcome] += 1
  return tally
}
