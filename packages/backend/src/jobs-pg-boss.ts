/** The job port on pg-boss, in the same database. */
import { type ConstructorOptions, PgBoss } from 'pg-boss'
import type { Jobs, Wake } from './jobs.ts'

const QUEUE = 'privacykit-wake'

/**
 * Wakes through pg-boss, across processes, within about a second. Its tables stand in the schema `privacykit_jobs`. A wake is sent
 * after the commit that calls for it: a queue in trouble must not undo a step of an erasure, and a wake that is lost in between is found
 * by the reconciler. (Sent inside the transaction, it could also wait for ever on PGlite, which has one connection.)
 */
export function pgBossJobs(database: ConstructorOptions, onError: (error: unknown) => void = () => {}): Jobs {
  let boss: PgBoss | null = null
  return {
    async start(run) {
      const started = new PgBoss({ ...database, schema: 'privacykit_jobs', schedule: false })
      started.on('error', onError)
      await started.start()
      await started.createQueue(QUEUE, {
        // a killed worker's job comes back after the heartbeat, however often that happens
        heartbeatSeconds: 10,
        retryLimit: 1000,
        retryDelay: 1,
        retryBackoff: true,
        retryDelayMax: 60,
        // jobs name requests only, and are of no use afterwards
        deleteAfterSeconds: 3600,
      })
      // polled, not notified: nearly all wakes lie in the future, and a notified queue looks for those only every 30 s
      await started.work<Wake>(QUEUE, { batchSize: 16, pollingIntervalSeconds: 1 }, async (jobs) => {
        for (const { data } of jobs) await run(data)
      })
      boss = started
    },
    async wake({ tenant, app, requestId }, at) {
      await boss?.send(QUEUE, { tenant, app, requestId }, { startAfter: at })
    },
    async stop() {
      const stopping = boss
      boss = null
      await stopping?.stop({ graceful: true, close: true })
    },
  }
}
