/** The privacy backend: a function from Request to Response, over PGlite or PostgreSQL. */
export { type AppOptions, type Backend, type BackendOptions, createBackend } from './backend.ts'
export type { ServiceKey } from './credential.ts'
export { type Database, migrate, type OpenDatabase } from './database.ts'
export type { DeregistrationOptions } from './deregistration-service.ts'
export { inlineJobs, type Jobs, type Wake } from './jobs.ts'
export type { Log, LogEntry } from './log.ts'
