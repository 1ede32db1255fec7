/** `privacykit dev`: a privacy backend on this machine, with everything in one folder. */

import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { isPrivacyError, PrivacyError, scopeSchema } from '@privacykit/contract'
import { type Command, parse } from '../command.ts'
import type { Io } from '../io.ts'
import { shown } from '../load-module.ts'
import { readPolicyFile } from '../policy-file.ts'
import { openServiceFolder } from '../service-folder.ts'

export const dev: Command = {
  summary: 'run a privacy backend for development, with an embedded database',
  usage: `privacykit dev [--policy <file>] [--folder <folder>] [--port <port>]

  --policy  the policy (default: privacy.policy.ts)
  --folder  where database, signing keys and service key stay (default: .privacykit)
  --port    port on 127.0.0.1 (default: 4747; 0: any free one)`,
  async run(args, io) {
    const { values } = parse(args, {
      policy: { type: 'string' },
      folder: { type: 'string', default: '.privacykit' },
      port: { type: 'string', default: '4747' },
    })
    const port = portOf(values.port)
    const { policy } = await readPolicyFile(values.policy, io.cwd)
    const path = resolve(io.cwd, values.folder)
    const folder = await openServiceFolder(path)
    const [{ createBackend }, { pglite }, { fileKeys }] = await Promise.all([
      import('@privacykit/backend'),
      import('@privacykit/backend/pglite'),
      import('@privacykit/vault'),
    ])
    const backend = createBackend({
      // every scope, so that the contract suite can run against it too
      apps: [{ id: policy.app, policy, keys: [{ secret: folder.key, scopes: scopeSchema.options }] }],
      database: pglite(folder.data),
      keys: fileKeys(folder.keys),
    })
    await backend.start().catch((error: unknown) => explainStart(error, shown(path, io.cwd)))
    try {
      const server = createAdaptorServer({ fetch: backend.fetch, overrideGlobalObjects: false })
      const url = await listen(server, port)
      for (const line of welcome({ url, key: folder.key, app: policy.app, folder: shown(path, io.cwd) })) io.out(line)
      await aborted(io)
      await close(server)
    } finally {
      await backend.stop()
    }
    io.out('Stopped; everything is stored.')
    return 0
  },
}

/** Here, and only here, forgetting every record is a fair way out of a reused version. */
function explainStart(cause: unknown, folder: string): never {
  if (!isPrivacyError(cause) || cause.code !== 'policy-version-reused') throw cause
  throw new PrivacyError(
    'policy-version-reused',
    `The policy changed under the same version. Give it a new one, or remove ${folder} to start over.`,
    { cause },
  )
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new PrivacyError('invalid-option', '--port takes a number from 0 to 65535.')
}

function listen(server: ServerType, port: number): Promise<string> {
  return new Promise((resolveUrl, reject) => {
    server.once('error', (cause) =>
      reject(
        new PrivacyError('invalid-option', `Port ${port} cannot be opened. Choose another with --port.`, { cause }),
      ),
    )
    server.listen(port, '127.0.0.1', () => {
      const { port: actual } = server.address() as AddressInfo // as: a server that listens on TCP has a port
      resolveUrl(`http://127.0.0.1:${actual}`)
    })
  })
}

function welcome(facts: { url: string; key: string; app: string; folder: string }): string[] {
  return [
    `The privacy backend of "${facts.app}" runs, for development only.`,
    '',
    `  PRIVACY_URL=${facts.url}`,
    `  PRIVACY_KEY=${facts.key}`,
    '',
    `In your app:  createPrivacy({ policy, backend: { url, key }, … })`,
    `All of it lies in ${facts.folder}; remove that folder to start over. Ctrl-C stops it.`,
  ]
}

function aborted({ signal }: Io): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }))
}

/** Lets answers under way finish, but no idle connection hold the process. */
function close(server: ServerType): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  })
}
