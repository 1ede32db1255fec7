/** Signing in. */
import { useAccount } from '../account-state.tsx'
import { type Account, call } from '../api.ts'
import { goTo, linkTo } from '../router.ts'
import { Field, Form } from './form.tsx'

export function SignInPage() {
  const { signedIn } = useAccount()
  return (
    <section className="narrow">
      <h1>Sign in</h1>
      <Form
        action="Sign in"
        send={async (fields) => {
          const { account } = await call<{ account: Account }>('/sign-in', fields)
          await signedIn(account)
          goTo('/account')
        }}
      >
        <Field label="E-mail address" name="email" type="email" autoComplete="email" required />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      </Form>
      <p>
        New here? <a {...linkTo('/sign-up')}>Open an account</a>
      </p>
    </section>
  )
}
