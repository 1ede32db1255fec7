/** A contract suite is plain data: cases that throw when an implementation breaks the contract. Any runner can run them. */

/** One promise of the contract. `C` is what the implementation under test is reached by. */
export interface Case<C> {
  /** States the behaviour, in the present tense. */
  readonly title: string
  /** Parts of the context without which the case cannot run; it is skipped then. */
  readonly needs?: readonly (keyof C & string)[]
  /** Rejects with a `ConformanceFailure` when the promise is broken. */
  readonly run: (context: C) => Promise<void>
}

export interface CaseResult {
  title: string
  outcome: 'passed' | 'failed' | 'skipped'
  /** What was expected and what came; for `skipped`, what the context lacks. */
  detail?: string
}

/**
 * Runs the cases one after the other, as they share the implementation's state. Never rejects for a failing case.
 *
 * @example
 * const results = await runSuite(serviceSuite, { fetch: backend.fetch, app: 'shop', key })
 * process.exitCode = results.some((result) => result.outcome === 'failed') ? 1 : 0
 */
export async function runSuite<C extends object>(
  suite: readonly Case<C>[],
  context: C,
  onResult: (result: CaseResult) => void = () => {},
): Promise<CaseResult[]> {
  const results: CaseResult[] = []
  for (const each of suite) {
    const result = await runCase(each, context)
    results.push(result)
    onResult(result)
  }
  return results
}

async function runCase<C extends object>({ title, needs = [], run }: Case<C>, context: C): Promise<CaseResult> {
  const missing = needs.filter((name) => context[name] === undefined)
  if (missing.length > 0) return { title, outcome: 'skipped', detail: `The context has no ${missing.join(', ')}.` }
  try {
    await run(context)
    return { title, outcome: 'passed' }
  } catch (failure) {
    return { title, outcome: 'failed', detail: failure instanceof Error ? failure.message : String(failure) }
  }
}
