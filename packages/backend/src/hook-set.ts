/** The table of declared hooks. */
import type { HookDeclaration } from '@privacykit/contract'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

interface Scope {
  tenant: string
  app: string
}

/** What an app has deployed; `hooks` null when it never said. */
export interface HookSet {
  hooks: HookDeclaration[] | null
  /** Recipients that it can tell. */
  recipients: string[]
}

/** What the app declared last. */
export async function declaredHooks(db: Kysely<Tables>, { tenant, app }: Scope): Promise<HookSet> {
  const row = await db
    .selectFrom('hook_set')
    .select(['hooks', 'recipients'])
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .executeTakeFirst()
  if (row === undefined) return { hooks: null, recipients: [] }
  // as: validated when they were declared
  return { hooks: JSON.parse(row.hooks) as HookDeclaration[], recipients: JSON.parse(row.recipients) as string[] }
}

/** Replaces the whole set. */
export async function saveHooks(
  db: Kysely<Tables>,
  {
    tenant,
    app,
    hooks,
    recipients,
    at,
  }: Scope & { hooks: readonly HookDeclaration[]; recipients: readonly string[]; at: Date },
): Promise<void> {
  const change = { hooks: JSON.stringify(hooks), recipients: JSON.stringify(recipients), declared_at: at.toISOString() }
  await db
    .insertInto('hook_set')
    .values({ tenant, app, ...change })
    .onConflict((conflict) => conflict.columns(['tenant', 'app']).doUpdateSet(change))
    .execute()
}
