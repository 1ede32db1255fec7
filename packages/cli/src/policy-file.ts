/** Finds and reads the app's `privacy.policy.ts`. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type PolicyDocument, PrivacyError } from '@privacykit/contract'
import { validatePolicy } from '@privacykit/policy/validate'
import { loadModule } from './load-module.ts'

const NAMES = ['privacy.policy.ts', 'privacy.policy.mts', 'privacy.policy.js', 'privacy.policy.mjs']

export interface PolicyFile {
  /** Absolute. */
  path: string
  policy: PolicyDocument
  exportName: 'policy' | 'default'
}

/**
 * Reads the file at `path`, or `privacy.policy.{ts,mts,js,mjs}` in `cwd`. The policy is the export `policy`, or the default one.
 * Throws `invalid-option` when there is none, `invalid-policy` with pointers when it does not fit the contract.
 */
export async function readPolicyFile(path: string | undefined, cwd: string): Promise<PolicyFile> {
  const found = path ?? NAMES.find((name) => existsSync(resolve(cwd, name)))
  if (found === undefined)
    throw new PrivacyError(
      'invalid-option',
      `There is no ${NAMES[0]} here. \`privacykit init\` writes one; --policy names one elsewhere.`,
    )
  const module = await loadModule(found, cwd)
  const exportName = module.policy === undefined ? 'default' : 'policy'
  const value = module[exportName]
  if (value === undefined)
    throw new PrivacyError(
      'invalid-option',
      `${found} has no export "policy". Write \`export const policy = definePolicy(…)\`.`,
    )
  return { path: resolve(cwd, found), policy: validatePolicy(value), exportName }
}
