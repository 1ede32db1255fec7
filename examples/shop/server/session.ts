/** Accounts and sessions of the shop: its own business, as in any app. */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { PGlite } from '@electric-sql/pglite'

export const SESSION_COOKIE = 'teras_session'

export interface Session {
  id: string
  generation: number
  authTime: Date
}

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer> // as: promisify keeps only the first overload
const hashToken = (token: string) => createHash('sha256').update(token).digest('base64url')

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `${salt.toString('base64url')}.${(await derive(password, salt, 32)).toString('base64url')}`
}

export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [salt = '', hash = ''] = stored.split('.')
  const expected = Buffer.from(hash, 'base64url')
  return expected.length === 32 && timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), 32), expected)
}

/** Starts a session and returns its cookie. */
export async function startSession(database: PGlite, account: { id: string; generation: number }): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await database.query('insert into sessions (token_hash, user_id, generation) values ($1, $2, $3)', [
    hashToken(token),
    account.id,
    account.generation,
  ])
  return `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800`
}

export async function endSession(database: PGlite, request: Request): Promise<string> {
  const token = readCookie(request, SESSION_COOKIE)
  if (token !== null) await database.query('delete from sessions where token_hash = $1', [hashToken(token)])
  return `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`
}

/** The session of a request, or null. */
export async function findSession(database: PGlite, request: Request): Promise<Session | null> {
  const token = readCookie(request, SESSION_COOKIE)
  if (token === null) return null
  const { rows } = await database.query<{ user_id: string; generation: number; auth_time: Date }>(
    'select user_id, generation, auth_time from sessions where token_hash = $1',
    [hashToken(token)],
  )
  const row = rows[0]
  return row === undefined ? null : { id: row.user_id, generation: row.generation, authTime: row.auth_time }
}

function readCookie(request: Request, name: string): string | null {
  const pair = (request.headers.get('cookie') ?? '').split(/;\s*/).find((part) => part.startsWith(`${name}=`))
  return pair === undefined ? null : pair.slice(name.length + 1)
}
