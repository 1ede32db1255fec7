/** The narrow slice of a PostgreSQL client that the tables need. */

/** Anything that runs one statement: a pool, a client, PGlite, a transaction of the app. */
export interface Sql {
  query(text: string, params?: unknown[]): Promise<{ rows: unknown[] }>
}
