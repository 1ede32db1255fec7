/** The basket, and sending an order. */
import { useState } from 'react'
import { products, rupiah } from '../../shared/products.ts'
import { useAccount } from '../account-state.tsx'
import { call } from '../api.ts'
import { emptyBasket, setQuantity, useBasket } from '../basket.ts'
import { Picture } from '../pictures.tsx'
import { linkTo } from '../router.ts'
import { Field, Form } from './form.tsx'

export function BasketPage() {
  const basket = useBasket()
  const { account } = useAccount()
  const [ordered, setOrdered] = useState<{ total: number } | null>(null)
  const lines = products
    .filter(({ id }) => (basket[id] ?? 0) > 0)
    .map((product) => ({ product, quantity: basket[product.id] ?? 0 }))
  const total = lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)

  if (ordered !== null) {
    return (
      <section className="narrow">
        <h1>Thank you</h1>
        <p>
          Your order for {rupiah(ordered.total)} is being packed. The courier gets your name, address and, if you give
          it, phone number, with a number for the order and one for your account.
        </p>
        <a className="button" {...linkTo('/account')}>
          See your orders
        </a>
      </section>
    )
  }
  if (lines.length === 0) {
    return (
      <section className="narrow">
        <h1>Your basket is empty</h1>
        <p>
          <a {...linkTo('/')}>Look at the shelf</a>
        </p>
      </section>
    )
  }
  return (
    <section className="basket">
      <div>
        <h1>Basket</h1>
        <ul className="lines">
          {lines.map(({ product, quantity }) => (
            <li key={product.id}>
              <Picture product={product} />
              <div>
                <b>{product.name}</b>
                <p className="small">{product.line}</p>
              </div>
              <input
                type="number"
                min={0}
                max={20}
                value={quantity}
                aria-label={`How many ${product.name}`}
                onChange={(event) => setQuantity(product.id, Number(event.target.value))}
              />
              <span className="price">{rupiah(product.price * quantity)}</span>
            </li>
          ))}
        </ul>
        <p className="total">
          Total <b>{rupiah(total)}</b>
        </p>
      </div>
      {account ? (
        <Delivery
          name={account.name}
          send={async (fields) => {
            const { phone, ...rest } = fields
            const order = {
              ...rest,
              ...(phone ? { phone } : {}),
              items: lines.map(({ product, quantity }) => ({ id: product.id, quantity })),
            }
            setOrdered(await call<{ total: number }>('/orders', order))
            emptyBasket()
          }}
        />
      ) : (
        <div className="panel">
          <h2>Where should it go?</h2>
          <p>Sign in or open an account to order, so that we can find your order again.</p>
          <a className="button" {...linkTo('/sign-up')}>
            Open an account
          </a>
          <p>
            <a {...linkTo('/sign-in')}>Sign in</a>
          </p>
        </div>
      )}
    </section>
  )
}

function Delivery({ name, send }: { name: string; send: (fields: Record<string, string>) => Promise<void> }) {
  return (
    <div className="panel">
      <h2>Where should it go?</h2>
      <Form action="Order and pay on delivery" send={send}>
        <Field label="Name" name="name" defaultValue={name} autoComplete="name" required />
        <Field label="Street and number" name="street" autoComplete="street-address" minLength={3} required />
        <div className="two">
          <Field label="Postal code" name="postalCode" autoComplete="postal-code" minLength={3} required />
          <Field label="City" name="city" autoComplete="address-level2" minLength={2} required />
        </div>
        <label className="field">
          <span>Country</span>
          <select name="country" defaultValue="ID">
            <option value="ID">Indonesia</option>
            <option value="SG">Singapore</option>
            <option value="DE">Germany</option>
          </select>
        </label>
        <Field
          label="Phone (optional)"
          hint="Without it the driver cannot call you before delivery."
          name="phone"
          type="tel"
          autoComplete="tel"
        />
      </Form>
    </div>
  )
}
