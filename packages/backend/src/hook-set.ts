/** The table of declared hooks. */
import type { HookDeclaration } from '@privacykit/contract'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

interface Scope {
  tenant: string
  app: string
}

/** What the app declared last; null when it never did. */
export async function declaredHooks(db: Kysely<Tables>, { tenant, app }: Scope): Promise<HookDeclaration[] | null> {
  const row = await db
    .selectFrom('hook_set')
    .select('hooks')
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .executeTakeFirst()
  return row === undefined ? null : (JSON.parse(row.hooks) as HookDeclaration[]) // as: validated when it was declared
}

/** Replaces the whole set. */
export async function saveHooks(
  db: Kysely<Tables>,
  { tenant, app, hooks, at }: Scope & { hooks: readonly HookDeclaration[]; at: Date },
): Promise<void> {
  const change = { hooks: JSON.stringify(hooks), declared_at: at.toISOString() }
  await db
    .insertInto('hook_set')
    .values({ tenant, app, ...change })
    .onConflict((conflict) => conflict.columns(['tenant', 'app']).doUpdateSet(change))
    .execute()
}
