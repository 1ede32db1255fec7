/** Names that an app brings itself; the snippets in the docs use them without declaring them. */
import type { Pool, PoolClient } from 'pg'

type Handler = (request: Request) => Response | Promise<Response>

declare global {
  const pool: Pool
  const tx: PoolClient
  const app: {
    mount: (path: string, handler: Handler) => void
    all: (path: string, handler: (context: { req: { raw: Request } }) => Response | Promise<Response>) => void
  }
  const backendUrl: string
  const serviceKey: string
  const key: string
  const now: string
  const newId: () => string
  const account: string
  const subject: { account: string; generation: number }
  const signal: AbortSignal
  function startTally(): void
  function stopTally(): void
  function startAnalytics(): void
  function stopAnalytics(): void
  function post(event: string, data: unknown): void
  function sendParcel(parcel: { name?: string | undefined }): void
  function forget(account: string, idempotencyKey: string): Promise<number>
  function findSession(request: Request): Promise<{ id: string; generation: number; authTime: Date } | null>
}
