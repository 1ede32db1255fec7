/** One product in a list. */
import { type Product, rupiah } from '../shared/products.ts'
import { Picture } from './pictures.tsx'
import { linkTo } from './router.ts'

export function ProductCard({ product }: { product: Product }) {
  return (
    <a className="card" {...linkTo(`/product/${product.id}`)}>
      <Picture product={product} />
      <h3>{product.name}</h3>
      <p>{product.line}</p>
      <p className="price">{rupiah(product.price)}</p>
    </a>
  )
}
