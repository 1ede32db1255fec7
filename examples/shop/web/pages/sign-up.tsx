/** Opening an account: one neutral question about age, then the form. A child's sign-up is held. */
import { useEffect, useRef, useState } from 'react'
import { useAccount } from '../account-state.tsx'
import { type Account, call } from '../api.ts'
import { privacy } from '../privacy.ts'
import { goTo } from '../router.ts'
import { Field, Form } from './form.tsx'

type Stage = 'age' | 'form' | 'held'
type SignUpReply = { held: true; reason: string } | { held: false; account: Account }

export function SignUpPage() {
  // who has answered here before is not asked again; the server knows the answer, and it stands
  const [stage, setStage] = useState<Stage>(() => (isAnswered() ? 'form' : 'age'))
  const { signedIn } = useAccount()
  useEffect(() => {
    // what was answered here is known as soon as the client's engine is there
    void privacy.prepare().then(() => setStage((at) => (at === 'age' && isAnswered() ? 'form' : at)))
  }, [])
  if (stage === 'age') return <AgeStage onAnswer={() => setStage('form')} />
  if (stage === 'held') return <HeldStage />
  return (
    <section className="narrow">
      <h1>Open an account</h1>
      <p>We need these three to know you again and to send what you order. Nothing else is asked here.</p>
      <Form
        action="Open the account"
        send={async (fields) => {
          const reply = await call<SignUpReply>('/sign-up', fields)
          if (reply.held) return setStage('held')
          await signedIn(reply.account, { adopt: true })
          goTo('/account')
        }}
      >
        <Field label="Name" name="name" autoComplete="name" required />
        <Field label="E-mail address" name="email" type="email" autoComplete="email" required />
        <Field
          label="Password"
          hint="8 characters or more"
          name="password"
          type="password"
          minLength={8}
          autoComplete="new-password"
          required
        />
      </Form>
    </section>
  )
}

const isAnswered = () => (privacy.age.state().answer ?? 'unknown') !== 'unknown'

function AgeStage({ onAnswer }: { onAnswer: () => void }) {
  const question = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = question.current
    element?.addEventListener('privacy-age', onAnswer)
    return () => element?.removeEventListener('privacy-age', onAnswer)
  }, [onAnswer])
  return (
    <section className="narrow">
      <h1>Open an account</h1>
      <privacy-age-question ref={question} />
    </section>
  )
}

function HeldStage() {
  return (
    <section className="narrow">
      <h1>We need to ask a parent or guardian first</h1>
      <p>Your account waits. We have kept neither your name nor your e-mail address.</p>
      <p>
        Ask a parent or guardian to write to privacy@teras.example. Until they agree, we keep only that somebody here is
        under age.
      </p>
      <button type="button" className="button" onClick={() => goTo('/')}>
        Back to the shop
      </button>
    </section>
  )
}
