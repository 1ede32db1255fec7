/** Tells JSX about PrivacyKit's custom elements, and TypeScript about what vite.config.ts puts in. */
import 'vite/client'
import type { startTables } from '@privacykit/policy/start-tables'
import type { DetailedHTMLProps, HTMLAttributes } from 'react'

declare global {
  const PRIVACY_START: ReturnType<typeof startTables>
}

type Tag = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'privacy-banner': Tag & { purposes?: string }
      'privacy-embed': Tag & { purpose: string }
      'privacy-link': Tag
    }
  }
}
