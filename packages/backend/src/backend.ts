/** Puts the parts together: a backend is a function from Request to Response, and something that runs beside it. */
import { nameSchema, PrivacyError } from '@privacykit/contract'
import type { PolicyInput } from '@privacykit/policy'
import { type Keys, newId as randomId } from '@privacykit/vault'
import { createAppender } from './append.ts'
import { createChanges } from './changes.ts'
import type { Environment, Service } from './context.ts'
import { createCredentials, type ServiceKey } from './credential.ts'
import { type Database, migrateOpen, type OpenDatabase } from './database.ts'
import type { DeregistrationOptions } from './deregistration-service.ts'
import { handle } from './handler.ts'
import { createHandlers } from './handlers.ts'
import { describeError, type Log } from './log.ts'
import { createPolicyRegistry } from './policy-registry.ts'
import { problemResponse } from './problem.ts'

/** One product app that this backend serves. */
export interface AppOptions {
  /** The name in its policies' `app`. */
  id: string
  /** Keeps the data of customers of one backend apart. Default `default`. */
  tenant?: string
  /** Published when the backend opens. Other versions come through the endpoint, or with the next deployment. */
  policy?: PolicyInput
  /** At least one. */
  keys: readonly ServiceKey[]
}

export interface BackendOptions {
  apps: readonly AppOptions[]
  /** `pglite(folder)` or `postgres({ connectionString })`. */
  database: Database
  /** Who holds the signing key and the secrets: `fileKeys(folder)`, `memoryKeys()` for tests, or an adapter to a KMS. */
  keys: Keys
  /** Replaces the database's clock; for tests. */
  now?: () => Date
  /** Makes ids of 22 base64url characters. Default: 128 random bits. */
  newId?: () => string
  /** How deregistrations run: their jobs, fences and retries. */
  deregistration?: DeregistrationOptions
  /** Receives one entry a request and failure, without personal data. Default: silent. */
  log?: Log
}

export interface Backend {
  /** Answers a request of `/v1/…`; never rejects. Opens and migrates the database at the first call. */
  fetch(request: Request): Promise<Response>
  /** Opens, migrates, publishes the policies, and starts the work on deregistrations. Throws what the database throws. */
  start(): Promise<void>
  /** Ends long polls and the work, waits for requests under way, closes the database. `start` may follow. */
  stop(): Promise<void>
}

/**
 * The privacy backend. Throws `invalid-option` for options that cannot work; opens nothing yet.
 *
 * @example
 * const backend = createBackend({ apps: [{ id: 'shop', policy, keys: [{ secret }] }], database: pglite('./data'), keys: fileKeys('./keys') })
 * await backend.start()
 * const response = await backend.fetch(request)
 */
export function createBackend(options: BackendOptions): Backend {
  checkOptions(options)
  const findCredential = createCredentials(options.apps)
  const underWay = new Set<Promise<Response>>()
  let running: Promise<Running> | null = null
  let stopped = false

  const open = () => {
    running ??= openBackend(options).catch((error: unknown) => {
      running = null // the next call tries again
      throw error
    })
    return running
  }
  const answer = async (request: Request): Promise<Response> => {
    if (stopped) return problemResponse(new PrivacyError('unavailable', 'The backend is stopping: repeat later.'))
    try {
      const { environment, handlers, stopping } = await open()
      return await handle(request, { environment, findCredential, handlers, stopping: stopping.signal })
    } catch (cause) {
      options.log?.({ event: 'failure', error: describeError(cause) })
      return problemResponse(
        new PrivacyError('unavailable', 'The database could not be opened: see the log of the backend.'),
      )
    }
  }
  return {
    fetch(request) {
      const response = answer(request)
      underWay.add(response)
      void response.then(() => underWay.delete(response))
      return response
    },
    async start() {
      stopped = false
      const { services } = await open()
      for (const service of services) await service.start()
    },
    async stop() {
      stopped = true
      const opened = await running?.catch(() => null)
      running = null
      if (opened === null || opened === undefined) return
      opened.stopping.abort()
      for (const service of opened.services) await service.stop()
      await Promise.all(underWay)
      await opened.environment.database.close()
    },
  }
}

interface Running {
  environment: Environment
  handlers: ReturnType<typeof createHandlers>['handlers']
  services: readonly Service[]
  stopping: AbortController
}

async function openBackend(options: BackendOptions): Promise<Running> {
  const database = await options.database.open()
  try {
    await migrateOpen(database.db)
    const environment = createEnvironment(options, database)
    await publishPolicies(options.apps, environment)
    return { environment, ...createHandlers(environment, options.deregistration), stopping: new AbortController() }
  } catch (error) {
    await database.close()
    throw error
  }
}

function createEnvironment(options: BackendOptions, database: OpenDatabase): Environment {
  const { keys, newId = randomId, log = () => {} } = options
  const fixedNow = () => options.now?.() ?? null
  const changes = createChanges()
  const { db, parallel } = database
  return {
    db,
    database,
    keys,
    policies: createPolicyRegistry({ db, fixedNow }),
    appender: createAppender({
      run: database.append,
      parallel,
      fixedNow,
      onCommit: () => changes.notify(),
    }),
    changes,
    log,
    now: () => fixedNow() ?? new Date(),
    fixedNow,
    newId,
  }
}

async function publishPolicies(apps: readonly AppOptions[], environment: Environment): Promise<void> {
  for (const { id, tenant = 'default', policy } of apps) {
    if (policy === undefined) continue
    // as: publishing copies the document and changes nothing of it
    await environment.policies.publish(
      { tenant, app: id },
      policy as Parameters<typeof environment.policies.publish>[1],
    )
  }
}

function checkOptions({ apps }: BackendOptions): void {
  const seen = new Set<string>()
  for (const { id, tenant = 'default', policy, keys } of apps) {
    const name = JSON.stringify([tenant, id])
    const problem =
      (!nameSchema.safeParse(id).success && '`apps[].id` must be a plain name.') ||
      (!nameSchema.safeParse(tenant).success && '`apps[].tenant` must be a plain name.') ||
      (seen.has(name) && `\`apps\` names ${id} twice.`) ||
      (keys.length === 0 && `\`apps[].keys\` of ${id} is empty: nobody could call.`) ||
      (policy !== undefined && policy.app !== id && `\`apps[].policy\` of ${id} says app ${policy.app}.`)
    if (problem) throw new PrivacyError('invalid-option', problem)
    seen.add(name)
  }
}
