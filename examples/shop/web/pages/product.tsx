/** One product, and, for those who want it, what goes with it. */
import { useState } from 'react'
import { products, rupiah } from '../../shared/products.ts'
import { addToBasket } from '../basket.ts'
import { Picture } from '../pictures.tsx'
import { Gate } from '../privacy.ts'
import { ProductCard } from '../product-card.tsx'
import { linkTo } from '../router.ts'

export function ProductPage({ id }: { id: string }) {
  const product = products.find((one) => one.id === id)
  const [added, setAdded] = useState(false)
  if (product === undefined) {
    return (
      <section className="narrow">
        <h1>That shelf is empty</h1>
        <p>
          There is nothing under this address. <a {...linkTo('/')}>Back to the shop</a>
        </p>
      </section>
    )
  }
  const match = products.find((one) => one.id === product.goesWith)
  return (
    <>
      <section className="product">
        <Picture product={product} />
        <div>
          <h1>{product.name}</h1>
          <p className="line">{product.line}</p>
          <p>{product.about}</p>
          <p className="price">{rupiah(product.price)}</p>
          <button
            type="button"
            className="button"
            onClick={() => {
              addToBasket(product.id)
              setAdded(true)
            }}
          >
            Put in the basket
          </button>
          <p role="status" className="small">
            {added && (
              <>
                It is in your basket. <a {...linkTo('/basket')}>Go to the basket</a>
              </>
            )}
          </p>
        </div>
      </section>
      <Gate purpose="recommendations">
        {match !== undefined && (
          <section>
            <h2>Goes with it</h2>
            <div className="grid">
              <ProductCard product={match} />
            </div>
          </section>
        )}
      </Gate>
    </>
  )
}
