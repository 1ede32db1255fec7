/** What a page loads of some code: at first, and what it imports only later. Minified and compressed as a server would send it. */
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'

/** Bytes after gzip (level 9), chunk by chunk. */
export interface LoadSize {
  /** The entry and everything that it imports statically. */
  first: number
  /** What `import()` brings when it is needed. */
  later: number
}

export interface LoadOptions {
  /** Where the code's imports are looked up: a folder with `node_modules`. */
  resolveDir: string
  /** Left out of the sum, such as a framework that the page has anyway. */
  external?: string[]
}

/** Bundles `code` for a browser, split at each `import()`. Throws what the bundler says when the code does not build. */
export async function loadSize(code: string, { resolveDir, external = [] }: LoadOptions): Promise<LoadSize> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir, loader: 'ts' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: '/out',
    write: false,
    metafile: true,
    external,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  const bytes = new Map(
    outputFiles.map(({ path, contents }) => [path.replace(/^.*\/out\//, ''), gzipSync(contents, { level: 9 }).length]),
  )
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [path.replace(/^.*\bout\//, ''), output]),
  )
  const entry = [...outputs].find(([, { entryPoint }]) => entryPoint === '<stdin>')?.[0] ?? ''
  const first = staticClosure(outputs, entry)
  const sum = (isCounted: (path: string) => boolean) =>
    [...bytes].reduce((total, [path, size]) => total + (isCounted(path) ? size : 0), 0)
  return { first: sum((path) => first.has(path)), later: sum((path) => !first.has(path)) }
}

function staticClosure(outputs: Map<string, Metafile['outputs'][string]>, entry: string): Set<string> {
  const found = new Set([entry])
  for (const path of found) {
    for (const { path: imported, kind, external } of outputs.get(path)?.imports ?? [])
      if (kind === 'import-statement' && !external) found.add(imported.replace(/^.*\bout\//, ''))
  }
  return found
}
