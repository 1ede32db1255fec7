/** Drawings of what the shop sells. */
import type { Product } from '../shared/products.ts'

const shade = 'rgb(0 0 0 / 0.16)'
const light = 'rgb(255 255 255 / 0.28)'

const DRAWINGS: Record<Product['picture'], (tint: string) => React.ReactNode> = {
  pot: (tint) => (
    <>
      <path d="M62 96c-22-4-30-20-40-24l5-7c14 3 24 9 36 12z" fill={tint} />
      <path d="M148 74c30-8 36 34 2 40" fill="none" stroke={tint} strokeWidth="9" strokeLinecap="round" />
      <ellipse cx="104" cy="98" rx="50" ry="42" fill={tint} />
      <path d="M76 62c8-12 48-12 56 0z" fill={tint} />
      <path d="M76 62c16 5 40 5 56 0" fill="none" stroke={shade} strokeWidth="3" />
      <circle cx="104" cy="48" r="6" fill={tint} />
      <path d="M70 82c4-12 12-18 22-20" fill="none" stroke={light} strokeWidth="6" strokeLinecap="round" />
      <path d="M58 112c10 20 30 28 46 28s36-8 46-28c-24 12-68 12-92 0z" fill={shade} />
    </>
  ),
  cup: (tint) => (
    <>
      <path d="M38 78h62l-7 54c-1 6-6 9-12 9H57c-6 0-11-3-12-9z" fill={tint} />
      <ellipse cx="69" cy="78" rx="31" ry="8" fill={shade} />
      <path d="M100 58h62l-7 54c-1 6-6 9-12 9h-24c-6 0-11-3-12-9z" fill={tint} />
      <ellipse cx="131" cy="58" rx="31" ry="8" fill={shade} />
      <path d="M109 74l4 30M47 94l4 28" stroke={light} strokeWidth="6" strokeLinecap="round" />
    </>
  ),
  tin: (tint) => (
    <>
      <rect x="60" y="48" width="80" height="94" rx="6" fill={tint} />
      <rect x="60" y="40" width="80" height="24" rx="6" fill={tint} />
      <path d="M60 64h80" stroke={shade} strokeWidth="4" />
      <rect x="72" y="80" width="56" height="40" rx="3" fill="#fffaf0" />
      <path d="M86 106c2-14 14-18 28-18-1 14-11 20-28 18zm0 0l16-10" fill={tint} stroke="#fffaf0" strokeWidth="1.5" />
      <path d="M68 70v66" stroke={light} strokeWidth="5" strokeLinecap="round" />
    </>
  ),
  tray: (tint) => (
    <>
      <ellipse cx="100" cy="104" rx="76" ry="32" fill={tint} />
      <ellipse cx="100" cy="98" rx="76" ry="32" fill={tint} />
      <ellipse cx="100" cy="98" rx="64" ry="25" fill={shade} />
      <path
        d="M52 92c30-8 66-8 96 0M46 102c34-6 74-6 108 0M58 112c26-5 58-5 84 0"
        stroke={light}
        strokeWidth="2.5"
        fill="none"
      />
    </>
  ),
  bowl: (tint) => (
    <>
      <path d="M34 74h132c0 40-28 64-50 66H84c-22-2-50-26-50-66z" fill={tint} />
      <ellipse cx="100" cy="74" rx="66" ry="15" fill={tint} />
      <ellipse cx="100" cy="75" rx="58" ry="11" fill={shade} />
      <path d="M50 94c6 18 16 28 28 34" stroke={light} strokeWidth="6" strokeLinecap="round" fill="none" />
      <path d="M82 140h36l-3 7H85z" fill={tint} />
    </>
  ),
  whisk: (tint) => (
    <>
      <path d="M88 36h24l-3 44H91z" fill={tint} />
      <path d="M88 36h24l-1 10H89z" fill={shade} />
      <path d="M84 78h32v8H84z" fill="#5b4636" />
      {[-26, -19, -12, -6, 0, 6, 12, 19, 26].map((bend) => (
        <path
          key={bend}
          d={`M${100 + bend * 0.45} 86c${bend * 0.5} 16 ${bend * 0.9} 34 ${bend * 0.45} 56`}
          stroke={tint}
          strokeWidth="3.4"
          strokeLinecap="round"
          fill="none"
        />
      ))}
    </>
  ),
}

/** Decorative: the name stands beside it. */
export function Picture({ product }: { product: Product }) {
  return (
    <svg
      className="picture"
      viewBox="0 0 200 170"
      aria-hidden="true"
      style={{ '--tint': product.tint } as React.CSSProperties /* as: custom properties are not in React's type */}
    >
      <ellipse cx="100" cy="146" rx="70" ry="9" fill="rgb(60 40 20 / 0.10)" />
      {DRAWINGS[product.picture](product.tint)}
    </svg>
  )
}

/** A veranda in the morning: the shop's one large drawing. */
export function Veranda() {
  return (
    <svg className="veranda" viewBox="0 0 640 420" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
      <rect width="640" height="420" fill="#f0d9b8" />
      <circle cx="452" cy="128" r="56" fill="#f7b267" />
      <path d="M0 236c90-50 170-66 262-38 84-52 196-44 378 16v206H0z" fill="#9db08a" />
      <path d="M0 276c130-40 250-34 360-6 110-24 190-18 280 4v146H0z" fill="#7a9270" />
      <rect y="318" width="640" height="102" fill="#a9774c" />
      <path d="M0 318h640M0 350h640M0 386h640" stroke="#8f6240" strokeWidth="3" />
      <rect x="54" width="22" height="330" fill="#6b4a35" />
      <rect x="560" width="22" height="330" fill="#6b4a35" />
      <rect width="640" height="34" fill="#6b4a35" />
      <path d="M176 314h288v16H176z" fill="#6b4a35" />
      <path d="M200 330v60M440 330v60" stroke="#6b4a35" strokeWidth="12" />
      <ellipse cx="300" cy="282" rx="44" ry="34" fill="#b5533c" />
      <path d="M262 276c-18-4-24-14-32-18l5-6c12 2 20 8 30 10z" fill="#b5533c" />
      <path d="M338 262c24-6 28 26 2 32" fill="none" stroke="#b5533c" strokeWidth="8" strokeLinecap="round" />
      <path d="M280 252c6-8 34-8 40 0z" fill="#b5533c" />
      <circle cx="300" cy="244" r="5" fill="#b5533c" />
      <path d="M386 288h44l-5 24h-34z" fill="#6f8f8a" />
      <path
        className="steam"
        d="M400 278c-8-12 8-16 0-30M416 278c-8-12 8-16 0-30"
        fill="none"
        stroke="#fffaf0"
        strokeWidth="5"
        strokeLinecap="round"
      />
    </svg>
  )
}
