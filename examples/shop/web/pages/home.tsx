/** The front page: the veranda, the shelf, and a film that asks before it loads. */
import { products } from '../../shared/products.ts'
import { Veranda } from '../pictures.tsx'
import { Gate, useConsent } from '../privacy.ts'
import { ProductCard } from '../product-card.tsx'

export function HomePage() {
  return (
    <>
      <section className="hero">
        <div>
          <h1>Sit down. The water is on.</h1>
          <p>
            Tea from the hills of Java and Sumatra, and the clay to drink it from. Made by people whose names we know.
          </p>
          <a className="button" href="#shelf">
            See the shelf
          </a>
        </div>
        <Veranda />
      </section>
      <section id="shelf">
        <h2>On the shelf</h2>
        <div className="grid">
          {products.map((product) => (
            <ProductCard key={product.id} product={product} />
          ))}
        </div>
      </section>
      <section className="potter">
        <div>
          <h2>Bu Sari at the wheel</h2>
          <p>Eleven years, one spout. Three minutes with the potter who makes our Kendi.</p>
        </div>
        <Gate purpose="film" fallback={<FilmQuestion />}>
          <Film />
        </Gate>
      </section>
    </>
  )
}

/** Nothing is loaded from the other company before the person says so. */
function FilmQuestion() {
  const { grant, decision } = useConsent('film')
  const needsGuardian = decision.reason.startsWith('guardian')
  return (
    <div className="film">
      <p>
        The film plays in Layar Video’s player, in the United States. It learns your IP address and which device you
        use.
      </p>
      {needsGuardian ? (
        <p className="small">A parent or guardian has to agree first.</p>
      ) : (
        <button type="button" className="button" onClick={() => grant({ surface: 'embed' })}>
          Play the film
        </button>
      )}
    </div>
  )
}

function Film() {
  const { withdraw } = useConsent('film')
  return (
    <div className="film playing">
      <svg viewBox="0 0 320 180" role="img" aria-label="A pot turning on a wheel">
        <rect width="320" height="180" fill="#2b2420" />
        <ellipse cx="160" cy="140" rx="86" ry="16" fill="#4a3a30" />
        <g className="spin">
          <path d="M112 134c-8-40 20-52 22-74h52c2 22 30 34 22 74z" fill="#b5533c" />
          <path d="M128 96h64M122 112h76" stroke="#9c4431" strokeWidth="4" />
        </g>
      </svg>
      <button type="button" className="link" onClick={() => withdraw({ surface: 'embed' })}>
        Stop, and do not load it again
      </button>
    </div>
  )
}
