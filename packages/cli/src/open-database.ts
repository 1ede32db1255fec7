/** Turns `--database` into the backend's database: a PostgreSQL address, or a folder for the embedded one. */
import type { Database } from '@privacykit/backend'

/** `postgres://…` is PostgreSQL; anything else is a folder. */
export async function openDatabase(where: string): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(where)) {
    const { postgres } = await import('@privacykit/backend/postgres')
    return postgres({ connectionString: where })
  }
  const { pglite } = await import('@privacykit/backend/pglite')
  return pglite(where)
}
