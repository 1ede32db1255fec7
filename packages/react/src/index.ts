'use client'

/** PrivacyKit in React: provider, hooks and gate, typed by the policy. */
export {
  type Consent,
  type ConsentOptions,
  createPrivacyReact,
  type Privacy,
  type PrivacyReact,
} from './create-privacy-react.ts'
