/** Tells JSX about PrivacyKit's custom elements. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react'

type Tag = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'privacy-banner': Tag & { purposes?: string }
      'privacy-link': Tag
    }
  }
}
