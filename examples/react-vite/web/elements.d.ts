/** Tells JSX about PrivacyKit's custom elements. */
import 'vite/client'
import type { DetailedHTMLProps, HTMLAttributes } from 'react'

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
