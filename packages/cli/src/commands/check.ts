/** `privacykit check`: is the policy complete, unchanged under its version, and obeyed by the schemas? For CI. */
import type { PolicyDocument } from '@privacykit/contract'
import { checkPolicy, type Finding } from '@privacykit/policy/validate'
import { type Command, parse } from '../command.ts'
import { describeFindings } from '../finding.ts'
import { compareWithHistory, type History, historyPath, readHistory } from '../history-file.ts'
import { loadModule } from '../load-module.ts'
import { readPolicyFile } from '../policy-file.ts'
import { checkSchemas, checkWithdrawals, collectExports, type Exports } from '../schema-check.ts'

export const check: Command = {
  summary: 'check policy, history, tagged schemas and data map; fails on errors',
  usage: `privacykit check [<module>...] [--policy <file>] [--json]

  <module>  modules that export zod schemas with tags, or a data map
  --policy  the policy (default: privacy.policy.ts)
  --json    print the findings as JSON`,
  async run(args, io) {
    const { values, positionals } = parse(args, {
      policy: { type: 'string' },
      json: { type: 'boolean', default: false },
    })
    const { path, policy } = await readPolicyFile(values.policy, io.cwd)
    const exports: Exports = { schemas: {}, maps: [] }
    for (const name of positionals) {
      const found = collectExports(name, await loadModule(name, io.cwd))
      Object.assign(exports.schemas, found.schemas)
      exports.maps.push(...found.maps)
    }
    const findings: Finding[] = [
      ...checkPolicy(policy),
      ...checkHistory(policy, await readHistory(historyPath(path))),
      ...checkSchemas(exports, policy),
      ...checkWithdrawals(exports, policy),
    ]
    const isOk = findings.every((finding) => finding.level !== 'error')
    if (values.json) io.out(JSON.stringify({ ok: isOk, policy: policy.version, findings }, null, 2))
    else for (const line of describeFindings(findings)) io.out(line)
    return isOk ? 0 : 1
  },
}

function checkHistory(policy: PolicyDocument, history: History): Finding[] {
  const at = '/version'
  switch (compareWithHistory(policy, history)) {
    case 'same':
      return []
    case 'new':
      return [
        {
          level: 'warning',
          at,
          message: `${policy.version} is not recorded yet: run \`privacykit build\`, and commit the history`,
        },
      ]
    case 'changed':
      return [
        {
          level: 'error',
          at,
          message: `the policy changed under the same version ${policy.version}: give it a new one`,
        },
      ]
    case 'superseded':
      return [
        { level: 'error', at, message: `${policy.version} was followed by a later version: give the policy a new one` },
      ]
  }
}
