/** The words that the elements need: a language is complete when it has all of them. */

/** What a sentence is built from: text before the names, text after them. */
type Around = readonly [before: string, after: string]

/** Every word that the elements show besides the policy's own. A language is complete or it is not there. */
export interface PrivacyStrings {
  banner: {
    label: string
    /** Around the titles of the purposes. */
    ask(controller: string): Around
    /** Shown when several purposes are asked; one purpose shows its own summary. */
    calm: string
    accept: string
    reject: string
    choose: string
    /** Around the titles of the purposes that the browser's signal keeps off. */
    signal: Around
    saved: string
  }
  panel: {
    title: string
    intro(controller: string): string
    close: string
    done: string
    yours: string
    interests: string
    always: string
    acceptAll: string
    rejectAll: string
    allow: string
    refuse: string
    details: string
    staysWith(controller: string): string
    goesTo(recipients: string): string
    kept(time: string): string
    keptWithAccount: string
    data: string
    recipients: string
    retention: string
    device: string
    basis: string
    optional: string
    profiling: string
    session: string
    cookie: string
    storage: string
    overrideHint: string
  }
  basis: Readonly<Record<string, string>>
  /** State of a purpose by the reason of its decision; `{date}` stands for the day. `other` covers what is not listed. */
  state: Readonly<Record<string, string>> & { readonly other: string }
  /** The same, when the day is known. */
  stateSince: Readonly<Record<string, string>>
  save: {
    row: Readonly<Record<'pending' | 'failed', string>>
    here(controller: string): string
    saved(controller: string): string
    waiting(controller: string): string
    refused(controller: string): string
    memory: string
    deviceOnly: string
  }
  age: {
    question: string
    why: string
    day: string
    month: string
    year: string
    submit: string
    skip: string
    impossible: string
    future: string
    yearFormat: string
    thanks: string
    answered(email: string): string
    failed: string
  }
  deletion: {
    title: string
    loading: string
    goes: string
    stays: string
    elsewhere: string
    nothing: string
    until(date: string): string
    noDate: string
    undoFor(time: string): string
    undoNone: string
    next: string
    keep: string
    confirmTitle: string
    confirmText(time: string): string
    understand: string
    confirm: string
    back: string
    close: string
    requested: string
    running: string
    parts: string
    scheduled(date: string): string
    undo: string
    progress(done: string, all: string): string
    status: Readonly<Record<string, string>>
    step: Readonly<Record<'pending' | 'running' | 'waiting' | 'failed' | 'erased' | 'verified', string>>
    /** Until when something stays, and the policy's reason. */
    keptWhy(until: string, reason: string): string
    kept(count: string, why: string): string
    proof: string
    interimProof: string
    signIn: string
    retry: string
    errors: Readonly<Record<string, string>> & { readonly other: string }
  }
  link: string
  /** Labels of data categories by their key; a deeper key takes the label of the nearest one above it. */
  categories: Readonly<Record<string, string>>
}
