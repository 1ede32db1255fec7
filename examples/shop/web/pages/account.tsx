/** The account: orders, questions, the newsletter, and closing it. */
import { useEffect, useRef, useState } from 'react'
import { rupiah } from '../../shared/products.ts'
import { useAccount } from '../account-state.tsx'
import { call, type Order } from '../api.ts'
import { useConsent } from '../privacy.ts'
import { linkTo } from '../router.ts'
import { Form } from './form.tsx'

export function AccountPage() {
  const { account, signOut } = useAccount()
  const deletion = useRef<HTMLElement & { open?: () => void }>(null)
  if (account === undefined) return <section className="narrow">One moment …</section>
  if (account === null) {
    return (
      <section className="narrow">
        <h1>You are signed out</h1>
        <p>
          <a {...linkTo('/sign-in')}>Sign in</a> or <a {...linkTo('/sign-up')}>open an account</a>.
        </p>
      </section>
    )
  }
  return (
    <section className="account">
      <h1>Hello, {account.name.split(' ')[0]}</h1>
      <p className="small">{account.email}</p>
      <Orders />
      <Newsletter />
      <Question />
      <section className="panel">
        <h2>Leave</h2>
        <p>
          Sign out on this device, or close the account. Before anything is erased you see what goes and what has to
          stay.
        </p>
        <div className="row">
          <button type="button" className="quiet" onClick={() => void signOut()}>
            Sign out
          </button>
          <button type="button" className="quiet" onClick={() => deletion.current?.open?.()}>
            Close my account
          </button>
        </div>
        <privacy-deletion-dialog ref={deletion} />
      </section>
    </section>
  )
}

function Orders() {
  const [orders, setOrders] = useState<Order[] | null>(null)
  useEffect(() => {
    call<{ orders: Order[] }>('/orders').then(
      (reply) => setOrders(reply.orders),
      () => setOrders([]),
    )
  }, [])
  return (
    <section className="panel">
      <h2>Your orders</h2>
      {orders?.length === 0 && (
        <p>
          Nothing yet. <a {...linkTo('/')}>Look at the shelf</a>
        </p>
      )}
      <ul className="lines">
        {orders?.map(({ id, items, total, date }) => (
          <li key={id}>
            <div>
              <b>{items.map(({ name, quantity }) => (quantity > 1 ? `${name} × ${quantity}` : name)).join(', ')}</b>
              <p className="small">{new Date(date).toLocaleDateString('en-GB', { dateStyle: 'long' })}</p>
            </div>
            <span className="price">{rupiah(total)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Newsletter() {
  const { allowed, grant, withdraw } = useConsent('newsletter')
  const [problem, setProblem] = useState<string | null>(null)
  async function change() {
    setProblem(null)
    const { saved } = allowed ? withdraw({ surface: 'account' }) : grant({ surface: 'account' })
    await saved.then(() => call('/newsletter', {})).catch((error: Error) => setProblem(error.message))
  }
  return (
    <section className="panel">
      <h2>Letter from the veranda</h2>
      <p>
        One e-mail a month with new tea. Sent by Surat Mail in Singapore; it gets your name and address for this and
        nothing else.
      </p>
      <button type="button" className="quiet" onClick={() => void change()}>
        {allowed ? 'Stop the letter' : 'Send me the letter'}
      </button>
      <p role="status" className="small">
        {allowed && 'You get the letter.'}
        {problem}
      </p>
    </section>
  )
}

function Question() {
  const [sent, setSent] = useState(false)
  return (
    <section className="panel">
      <h2>Ask us something</h2>
      {sent ? (
        <p role="status">Thank you. We answer within two days, by e-mail.</p>
      ) : (
        <Form action="Send" send={async ({ text }) => call('/messages', { text }).then(() => setSent(true))}>
          <label className="field">
            <span>Your question</span>
            <textarea name="text" rows={3} maxLength={2000} required />
          </label>
        </Form>
      )}
    </section>
  )
}
