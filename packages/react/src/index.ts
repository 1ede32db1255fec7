'use client'

/** PrivacyKit in React: provider, hooks and gate, typed by the policy. */
export {
  type Consent,
  type ConsentOptions,
  createPrivacyReact,
  type Privacy,
  type PrivacyProviderProps,
  type PrivacyReact,
} from './create-privacy-react.ts'
export type { InitialAnswers } from './initial.ts'
