/** Who is signed in, for the whole page. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { type Account, call } from './api.ts'
import { privacy } from './privacy.ts'

interface AccountState {
  /** Undefined until the first answer. */
  account: Account | null | undefined
  signedIn: (account: Account, options?: { adopt: boolean }) => Promise<void>
  signOut: () => Promise<void>
}

const AccountContext = createContext<AccountState | null>(null)

export function AccountProvider({ children }: { children: ReactNode }) {
  const [account, setAccount] = useState<Account | null | undefined>(undefined)

  useEffect(() => {
    call<{ account: Account | null }>('/me').then(
      async ({ account: found }) => {
        if (found !== null) await privacy.signedIn({ account: found.id }).catch(() => {}) // the client keeps the failure in its status
        setAccount(found)
      },
      () => setAccount(null),
    )
  }, [])

  const signedIn = useCallback(async (next: Account, options?: { adopt: boolean }) => {
    await privacy.signedIn({ ...options, account: next.id }).catch(() => {}) // the client keeps the failure in its status
    setAccount(next)
  }, [])
  const signOut = useCallback(async () => {
    // first the client, while the session still lets it send what waits
    await privacy.signedOut()
    await call('/sign-out', {})
    setAccount(null)
  }, [])

  return <AccountContext value={{ account, signedIn, signOut }}>{children}</AccountContext>
}

export function useAccount(): AccountState {
  const state = useContext(AccountContext)
  if (state === null) throw new Error('useAccount belongs inside AccountProvider')
  return state
}
