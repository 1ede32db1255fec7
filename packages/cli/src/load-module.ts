/** Imports a module of the user's project, also TypeScript that this Node cannot run by itself. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PrivacyError } from '@privacykit/contract'

/** What Node answers for TypeScript that it does not strip: too old, or syntax with code in it, or imports without extension. */
const NEEDS_BUNDLING: ReadonlySet<unknown> = new Set([
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
])

/**
 * The exports of a module. TypeScript runs as Node strips it; where Node cannot, esbuild bundles the file beside itself first.
 * Throws `invalid-option` when there is no such file; what the module throws while loading passes through.
 */
export async function loadModule(path: string, cwd: string): Promise<Record<string, unknown>> {
  const file = resolve(cwd, path)
  if (!existsSync(file)) throw new PrivacyError('invalid-option', `There is no file ${path}. Check the path.`)
  try {
    return await import(/* @vite-ignore */ pathToFileURL(file).href)
  } catch (error) {
    if (!NEEDS_BUNDLING.has(codeOf(error))) throw error
    return importBundled(file)
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

async function importBundled(file: string): Promise<Record<string, unknown>> {
  const { build } = await import('esbuild')
  // beside the source, so that its packages are found from there
  const outfile = join(dirname(file), `.privacykit-${randomUUID()}.mjs`)
  try {
    await build({
      entryPoints: [file],
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    })
    return await import(/* @vite-ignore */ pathToFileURL(outfile).href)
  } finally {
    await rm(outfile, { force: true })
  }
}

/** A path as a person would write it from here. */
export function shown(path: string, cwd: string): string {
  const short = relative(cwd, path)
  return short === '' || short.startsWith('..') ? path : short
}
