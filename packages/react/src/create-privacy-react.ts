// biome-ignore-all lint/correctness/noComponentHookFactories: called once per policy at module level; each call owns one context
/** React over the client: a provider, two hooks and a gate. No logic of its own. */
import type { ChooseOptions, PrivacyClient, Snapshot, Status } from '@privacykit/client'
import { isUnread, keepPageMark } from '@privacykit/client/snippet'
import { PrivacyError } from '@privacykit/contract/error'
import {
  createContext,
  createElement,
  type FunctionComponent,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { type InitialAnswers, initialSnapshot } from './initial.ts'

/** A policy, as `createPrivacyClient` takes it. */
type Policy = PrivacyClient['policy']
type Purpose<P extends Policy> = Parameters<PrivacyClient<P>['allows']>[0]
type Choice<P extends Policy> = ReturnType<PrivacyClient<P>['choose']>

/** How a choice was made; what is left out is filled in: surface `form`, and the state as of the render. */
export type ConsentOptions<P extends Policy> = Partial<ChooseOptions<Purpose<P>>>

/** One purpose, as of this render. */
export interface Consent<P extends Policy> {
  /** Whether the purpose may be used now. */
  readonly allowed: boolean
  /** The same with its reason. */
  readonly decision: ReturnType<PrivacyClient<P>['decide']>
  /** Says yes. Durable on the device when it returns; `saved` tells when the backend has it. */
  grant(options?: ConsentOptions<P>): Choice<P>
  /** Says no. */
  refuse(options?: ConsentOptions<P>): Choice<P>
  /** Takes a yes back. Gates stop before it returns. */
  withdraw(options?: ConsentOptions<P>): Choice<P>
}

/** The client, and what it knows as of this render. */
export interface Privacy<P extends Policy> {
  readonly client: PrivacyClient<P>
  readonly snapshot: Snapshot<Purpose<P>>
  /** Purposes worth asking now; empty: ask nothing. */
  readonly questions: readonly Purpose<P>[]
  readonly status: Status
}

/** What `<PrivacyProvider>` takes. */
export interface PrivacyProviderProps<P extends Policy> {
  client: PrivacyClient<P>
  /**
   * What the server read from the request (`readAnswers` of `@privacykit/server`), the same on both sides. The server renders it, the browser's first
   * render repeats it, and then the client takes over. Default: everything denied and nothing asked until then.
   */
  initial?: InitialAnswers | null | undefined
  children?: ReactNode
}

/** Components and hooks that know the policy's purposes. */
export interface PrivacyReact<P extends Policy> {
  /** Gives the client to everything below it. */
  PrivacyProvider: FunctionComponent<PrivacyProviderProps<P>>
  /** Renders its children while the purpose is allowed, else `fallback` (default nothing). On a server: by `initial`, else `fallback`. */
  Gate: FunctionComponent<{ purpose: Purpose<P>; fallback?: ReactNode; children?: ReactNode }>
  /** Follows one purpose. Throws `invalid-option` outside a provider. */
  useConsent(purpose: Purpose<P>): Consent<P>
  /** Follows everything. Throws `invalid-option` outside a provider. */
  usePrivacy(): Privacy<P>
}

/**
 * Makes the React side of one policy. Types once: a misspelled purpose does not compile. On a server, and while a page hydrates, `initial`
 * answers, or everything is denied, so the markup agrees; the person's state comes with the render after it.
 *
 * @example
 * ```ts
 * export const { PrivacyProvider, Gate, useConsent, usePrivacy } = createPrivacyReact<typeof policy>()
 * ```
 */
export function createPrivacyReact<P extends Policy>(): PrivacyReact<P> {
  const Context = createContext<{ client: PrivacyClient<P>; first: Snapshot<Purpose<P>> } | null>(null)

  function PrivacyProvider({ client, initial, children }: PrivacyProviderProps<P>): ReactNode {
    // once: a parent that renders again must not make every consumer render again
    const [first] = useState(() => initialSnapshot(client.policy, initial) as Snapshot<Purpose<P>>) // as: it holds every purpose of the policy
    const value = useMemo(() => ({ client, first }), [client, first])
    useEffect(() => keepPageMark(client), [client])
    return createElement(Context, { value }, children)
  }

  function usePrivacy(): Privacy<P> {
    const context = useContext(Context)
    if (context === null)
      throw new PrivacyError('invalid-option', 'Wrap this component in <PrivacyProvider client={client}>.')
    const { client, first } = context
    const live = useSyncExternalStore(client.subscribe, client.snapshot, () => first)
    // a client that has read nothing yet knows less than the server did
    const snapshot = isUnread(live) ? first : live
    return { client, snapshot, questions: snapshot.questions, status: snapshot.status }
  }

  function useConsent(purpose: Purpose<P>): Consent<P> {
    const { client, snapshot } = usePrivacy()
    return useMemo(() => consentOf(client, snapshot, purpose), [client, snapshot, purpose])
  }

  function Gate(props: { purpose: Purpose<P>; fallback?: ReactNode; children?: ReactNode }): ReactNode {
    return useConsent(props.purpose).allowed ? props.children : props.fallback
  }

  return { PrivacyProvider, Gate, useConsent, usePrivacy }
}

function consentOf<P extends Policy>(
  client: PrivacyClient<P>,
  snapshot: Snapshot<Purpose<P>>,
  purpose: Purpose<P>,
): Consent<P> {
  // a name that the types did not catch is not in the snapshot; the client denies it with its reason
  const decision = Object.hasOwn(snapshot.decisions, purpose) ? snapshot.decisions[purpose] : client.decide(purpose)
  const say = (answer: 'granted' | 'refused' | 'withdrawn', options: ConsentOptions<P> = {}): Choice<P> => {
    const answers = { [purpose]: answer } as Parameters<PrivacyClient<P>['choose']>[0] // as: a computed key loses its literal type
    return client.choose(answers, { surface: 'form', shown: snapshot.shown, ...options })
  }
  return {
    allowed: decision.allowed,
    decision,
    grant: (options) => say('granted', options),
    refuse: (options) => say('refused', options),
    withdraw: (options) => say('withdrawn', options),
  }
}
