/** What the elements tell the page. All of these bubble, and cross shadow roots. */
import type { AgeGroup, ShownDeregistration } from './port.ts'

/** The person answered. `saved` is the client's promise: the backend has it. */
export interface PrivacyChoiceDetail {
  /** By purpose; for a legitimate interest `objected` or `lifted`. */
  readonly answers: Readonly<Record<string, 'granted' | 'refused' | 'withdrawn' | 'objected' | 'lifted'>>
  readonly surface: 'banner' | 'panel' | 'embed'
  readonly saved: Promise<unknown>
}

/** The age question was answered. `unknown`: the person would not say. */
export interface PrivacyAgeDetail {
  readonly answer: AgeGroup
}

/** A deletion was requested, or its status changed. Keep `requestId`: it shows the progress when the account is gone. */
export interface PrivacyDeregistrationDetail {
  readonly requestId: string
  readonly status: ShownDeregistration['status']
  readonly undoUntil: string
}

/** An embed's content was loaded once, or hidden again. Nothing is stored or sent about it. */
export interface PrivacyEmbedDetail {
  readonly purpose: string
  readonly shown: 'once' | 'no'
}

/** Events by name. */
export interface PrivacyElementEvents {
  'privacy-choice': PrivacyChoiceDetail
  'privacy-age': PrivacyAgeDetail
  'privacy-embed': PrivacyEmbedDetail
  'privacy-deregistration': PrivacyDeregistrationDetail
}

declare global {
  interface HTMLElementEventMap {
    'privacy-choice': CustomEvent<PrivacyChoiceDetail>
    'privacy-age': CustomEvent<PrivacyAgeDetail>
    'privacy-embed': CustomEvent<PrivacyEmbedDetail>
    'privacy-deregistration': CustomEvent<PrivacyDeregistrationDetail>
  }
}
