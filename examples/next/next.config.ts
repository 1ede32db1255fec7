/** What Next.js has to know besides its defaults. */
import { resolve } from 'node:path'
import type { NextConfig } from 'next'

const config: NextConfig = {
  // the embedded database brings WebAssembly beside its code, and stays where it is
  serverExternalPackages: ['@electric-sql/pglite'],
  // the next two only because PrivacyKit lies beside this example, as TypeScript: packages from npm need neither
  transpilePackages: ['backend', 'client', 'contract', 'elements', 'pii', 'policy', 'react', 'server', 'vault'].map(
    (name) => `@privacykit/${name}`,
  ),
  turbopack: { root: resolve(import.meta.dirname, '../..') },
  // `npm run typecheck` looks at types
  typescript: { ignoreBuildErrors: true },
}

export default config
