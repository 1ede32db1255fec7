/** `privacy.policy.history.json`: every version of the policy, committed beside it like a lock file. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type PolicyDocument, PrivacyError, policySchema } from '@privacykit/contract'
import canonicalize from 'canonicalize'
import * as z from 'zod/mini'

const historySchema = z.array(z.object({ hash: z.string(), policy: policySchema }))

/** Oldest first. Fits `history` of the client and `policies` of `decide`. */
export type History = z.infer<typeof historySchema>

/** What the history says about a policy. */
export type HistoryVerdict = 'same' | 'new' | 'changed' | 'superseded'

export function historyPath(policyPath: string): string {
  return join(dirname(policyPath), 'privacy.policy.history.json')
}

/** Empty when there is no file yet. Throws `invalid-option` when the file is not what `privacykit build` writes. */
export async function readHistory(path: string): Promise<History> {
  if (!existsSync(path)) return []
  const text = await readFile(path, 'utf8')
  try {
    const history = historySchema.parse(JSON.parse(text))
    const broken = history.find((entry) => entry.hash !== policyHash(entry.policy))
    if (broken === undefined) return history
  } catch (cause) {
    throw unreadable(cause)
  }
  throw unreadable()
}

function unreadable(cause?: unknown): PrivacyError {
  return new PrivacyError(
    'invalid-option',
    'privacy.policy.history.json was changed by hand, or merged badly. Restore it from version control; only `privacykit build` writes it.',
    { cause },
  )
}

/** SHA-256 (hex) of the RFC 8785 form: the hash under which a backend keeps this version. */
export function policyHash(policy: PolicyDocument): string {
  return createHash('sha256')
    .update(canonicalize(policy) ?? '')
    .digest('hex')
}

/** `changed`: this version is in the history with other content. `superseded`: a later version follows it there. */
export function compareWithHistory(policy: PolicyDocument, history: History): HistoryVerdict {
  const index = history.findIndex((entry) => entry.policy.version === policy.version)
  if (index === -1) return 'new'
  if (history[index]?.hash !== policyHash(policy)) return 'changed'
  return index === history.length - 1 ? 'same' : 'superseded'
}
