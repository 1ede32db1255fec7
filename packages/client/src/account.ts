/** Closing the account, from the person's side. */
import type { Deregistration, DeregistrationPreview } from '@privacykit/contract'
import { PrivacyError } from '@privacykit/contract/error'
import type { Fetch } from './api.ts'
import { buildCall, type CallOptions, sendOnce } from './api.ts'
import type { Persistence } from './persistence.ts'

/** What the person can do about their account. Each method rejects with a `PrivacyError`. */
export interface AccountActions {
  /** What closing will erase and keep. Codes: `missing-credential`, `foreign-subject` (another account is signed in), `erased`. */
  preview(): Promise<DeregistrationPreview>
  /**
   * Closes the signed-in account. A repeat after a lost answer is the same request. Codes: `stale-session` (sign in again),
   * `foreign-subject`, `erased`.
   */
  deregister(): Promise<Deregistration>
  /** Where a request stands; works after the sign-out too. Codes: `not-found`. */
  status(requestId: string): Promise<Deregistration>
  /** Undoes the request within its time. Codes: `undo-period-over`, `foreign-subject`. */
  cancel(requestId: string): Promise<Deregistration>
}

/** What the actions need. */
export interface AccountOptions {
  endpoint: string | null
  fetch: Fetch
  persistence: Persistence
  prefix: string
  newId(): string
  /** Tag of the present subject. */
  tag(): string
  /** Id of the present account, where it is known: a page of one account must not close another that signed in meanwhile. */
  account(): string | undefined
}

type AccountEndpoint = 'browserPreview' | 'browserDeregister' | 'browserDeregistration' | 'browserCancel'

/** Creates the actions; each is one request. */
export function createAccountActions(options: AccountOptions): AccountActions {
  const { endpoint, fetch, persistence, prefix, newId } = options
  async function call<N extends AccountEndpoint>(what: Omit<CallOptions<N>, 'credential'>) {
    if (endpoint === null)
      throw new PrivacyError('invalid-option', 'Set `endpoint`: an account is closed on the server, not on the device.')
    const credential = { kind: 'account', account: options.account() } as const
    return sendOnce<N>(fetch, buildCall<N>(endpoint, { ...what, credential } as CallOptions<N>)) // as: the parts are those of CallOptions
  }
  const pathOf = (requestId: string) => `/deregistrations/${encodeURIComponent(requestId)}`

  return {
    preview: () => call<'browserPreview'>({ path: '/deregistrations/preview' }),
    async deregister() {
      const key = `${prefix}deregistration:${options.tag()}`
      const requestId = persistence.read(key) ?? newId()
      // written first: should the answer be lost, a repeat names the same request
      persistence.write(key, requestId)
      return call<'browserDeregister'>({ path: '/deregistrations', body: { requestId } })
    },
    status: (requestId) => call<'browserDeregistration'>({ path: pathOf(requestId) }),
    async cancel(requestId) {
      const undone = await call<'browserCancel'>({ path: `${pathOf(requestId)}/cancel`, body: {} })
      persistence.remove(`${prefix}deregistration:${options.tag()}`)
      return undone
    },
  }
}
