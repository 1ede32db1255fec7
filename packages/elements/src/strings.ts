/** The words that the elements need: a language is complete when it has all of them. */

/** What a sentence is built from: text before the names, text after them. */
type Around = readonly [before: string, after: string]

/** The words of a first visit: what the banner and the link say. They load with the page; all others load when somebody looks. */
export interface FirstStrings {
  banner: {
    /** Name of the region, for screen readers. */
    label: string
    /** Around the titles of the purposes. */
    ask(controller: string): Around
    /** Shown when several purposes are asked; one purpose shows its own summary. */
    calm: string
    /** Shown when something asked about is kept on the device. Robots that refuse for people look for a sentence of this kind. */
    device: string
    /** The two answers when one purpose is asked. */
    accept: string
    reject: string
    /** The two answers when several are asked. */
    acceptAll: string
    rejectAll: string
    choose: string
    /** Around the titles of the purposes that the browser's signal keeps off. */
    signal: Around
    saved: string
  }
  link: string
  /** Said in place of what could not be loaded. */
  failed: string
}

/** The words of panel, embed, age question and deletion dialog. */
export interface MoreStrings {
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
    /** Beside a switch that the browser's signal keeps off. */
    overrideHint: string
    /** Beside a switch that was put on against the browser's signal. */
    overridden: string
  }
  embed: {
    /** Who gets what when the content is loaded; both are lists. */
    gets(recipients: string, data: string): string
    /** The same where the policy names no recipient. */
    keeps(controller: string, data: string): string
    nothing: string
    once: string
    always: string
    /** Under content that was loaded once, and under content that is always allowed: what ends it. */
    hide: string
    stop: string
  }
  history: {
    title: string
    /** Shown while nothing was said. */
    empty: string
    said: Readonly<Record<'granted' | 'refused' | 'withdrawn' | 'objected' | 'lifted', string>>
    /** Beside a yes that was given against the browser's signal. */
    overridden: string
    /** What an objection to all direct marketing is about. */
    marketing: string
    version(version: string): string
    /** Where an answer is kept. */
    here: string
    with(controller: string): string
    waiting: string
    /** Downloads all of it. */
    download: string
    receipts: string
    failed: string
  }
  basis: Readonly<Record<string, string>>
  /** State of a purpose by the reason of its decision. `other` covers what is not listed. */
  state: Readonly<Record<string, string>> & { readonly other: string }
  /** The same, when the day is known; `{date}` stands for it. */
  stateSince: Readonly<Record<string, string>>
  save: {
    row: Readonly<Record<'pending' | 'failed', string>>
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
    /** How many entries stay: the number, the number as it is written, and why. */
    kept(count: number, written: string, why: string): string
    proof: string
    interimProof: string
    signIn: string
    retry: string
    errors: Readonly<Record<string, string>> & { readonly other: string }
  }
  /** Labels of data categories by their key; a deeper key takes the label of the nearest one above it. */
  categories: Readonly<Record<string, string>>
}

/** Every word that the elements show besides the policy's own. A language is complete or it is not there. */
export interface PrivacyStrings extends FirstStrings, MoreStrings {}
