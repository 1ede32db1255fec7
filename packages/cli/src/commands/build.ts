/** `privacykit build`: records the policy's version in the history, and writes the browser's projection of it. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { PrivacyError } from '@privacykit/contract'
import { projectPolicy } from '../client-projection.ts'
import { type Command, parse } from '../command.ts'
import { compareWithHistory, type History, historyPath, policyHash, readHistory } from '../history-file.ts'
import type { Io } from '../io.ts'
import { shown } from '../load-module.ts'
import { type PolicyFile, readPolicyFile } from '../policy-file.ts'

export const build: Command = {
  summary: 'record the policy version and write its browser projection',
  usage: `privacykit build [--policy <file>] [--out <folder>] [--amend]

  --policy  the policy (default: privacy.policy.ts)
  --out     folder for the browser projection; without it only the history is written
  --amend   replace the newest version in the history; only for one that was never published`,
  async run(args, io) {
    const { values } = parse(args, {
      policy: { type: 'string' },
      out: { type: 'string' },
      amend: { type: 'boolean', default: false },
    })
    const file = await readPolicyFile(values.policy, io.cwd)
    const path = historyPath(file.path)
    const history = addVersion(file, { history: await readHistory(path), amend: values.amend })
    await writeChanged(path, `${JSON.stringify(history, null, 2)}\n`, io)
    if (values.out !== undefined) await writeProjection(file, { history, folder: resolve(io.cwd, values.out) }, io)
    return 0
  },
}

function addVersion({ policy }: PolicyFile, { history, amend }: { history: History; amend: boolean }): History {
  const entry = { hash: policyHash(policy), policy }
  switch (compareWithHistory(policy, history)) {
    case 'same':
      return history
    case 'new':
      return [...history, entry]
    case 'superseded':
      throw new PrivacyError(
        'policy-version-reused',
        `Version ${policy.version} was followed by a later one. Give the policy a new version, also when it goes back to an old text.`,
      )
    case 'changed':
      if (amend && history.at(-1)?.policy.version === policy.version) return [...history.slice(0, -1), entry]
      throw new PrivacyError(
        'policy-version-reused',
        `The policy changed, but its version is still ${policy.version}. Give it a new version; or, if this one was never published, run with --amend.`,
      )
  }
}

async function writeProjection(
  { path, policy, exportName }: PolicyFile,
  { history, folder }: { history: History; folder: string },
  io: Io,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const specifier = specifierOf(relative(folder, path))
  for (const { name, text } of projectPolicy({ policy, history, source: { specifier, exportName } }))
    await writeChanged(join(folder, name), text, io)
}

/** TypeScript finds `x.ts` under the name of what it compiles to, whatever the settings of the project. */
function specifierOf(path: string): string {
  const url = path
    .split(sep)
    .join('/')
    .replace(/\.(m?)ts$/, '.$1js')
  return url.startsWith('.') ? url : `./${url}`
}

/** Leaves an equal file alone, so that watchers and version control see only real changes; replaces in one step. */
async function writeChanged(path: string, text: string, io: Io): Promise<void> {
  const before = await readFile(path, 'utf8').catch(() => null) // no file yet, or one that the write will complain about
  if (before === text) {
    io.out(`unchanged  ${shown(path, io.cwd)}`)
    return
  }
  await writeFile(`${path}.new`, text)
  await rename(`${path}.new`, path)
  io.out(`wrote      ${shown(path, io.cwd)} (${Buffer.byteLength(text)} bytes)`)
}
