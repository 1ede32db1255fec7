/** The shop's frame: header, the page for the path, footer, and PrivacyKit's elements. */
import { useRef, useState } from 'react'
import { AccountProvider, useAccount } from './account-state.tsx'
import { useBasket } from './basket.ts'
import { Drawer } from './drawer.tsx'
import { AccountPage } from './pages/account.tsx'
import { BasketPage } from './pages/basket.tsx'
import { HomePage } from './pages/home.tsx'
import { PolicyPage } from './pages/policy.tsx'
import { ProductPage } from './pages/product.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { SignUpPage } from './pages/sign-up.tsx'
import { linkTo, usePath } from './router.ts'

export function App() {
  return (
    <AccountProvider>
      <Frame />
    </AccountProvider>
  )
}

function Frame() {
  const panel = useRef<HTMLElement & { open?: () => void }>(null)
  const [drawerOpen, setDrawerOpen] = useState(location.hash === '#behind')
  return (
    <>
      {/* first, so that on a phone it stands above what it asks about */}
      <privacy-banner purposes="analytics recommendations newsletter" />
      <div className="frame">
        <Header />
        <main>
          <Page />
        </main>
        <footer className="footer">
          <p>Teras Tea &amp; Clay, Jalan Kaliurang 12, Yogyakarta</p>
          <nav aria-label="Legal">
            <a {...linkTo('/privacy')}>Privacy policy</a>
            <button type="button" className="link" onClick={() => panel.current?.open?.()}>
              Privacy choices
            </button>
            <button
              type="button"
              className="link"
              aria-expanded={drawerOpen}
              onClick={() => setDrawerOpen(!drawerOpen)}
            >
              What PrivacyKit is doing
            </button>
          </nav>
        </footer>
        <privacy-panel ref={panel} />
        {drawerOpen && <Drawer onClose={() => setDrawerOpen(false)} />}
      </div>
    </>
  )
}

function Header() {
  const { account } = useAccount()
  const count = Object.values(useBasket()).reduce((sum, quantity) => sum + quantity, 0)
  return (
    <header className="header">
      <a className="brand" {...linkTo('/')}>
        Teras
      </a>
      <nav aria-label="Shop">
        {account === null && <a {...linkTo('/sign-in')}>Sign in</a>}
        {account && <a {...linkTo('/account')}>{account.name.split(' ')[0]}</a>}
        <a {...linkTo('/basket')}>Basket{count > 0 && <span className="count">{count}</span>}</a>
      </nav>
    </header>
  )
}

function Page() {
  const path = usePath()
  if (path === '/basket') return <BasketPage />
  if (path === '/sign-in') return <SignInPage />
  if (path === '/sign-up') return <SignUpPage />
  if (path === '/account') return <AccountPage />
  if (path === '/privacy') return <PolicyPage />
  if (path.startsWith('/product/')) return <ProductPage id={path.slice('/product/'.length)} />
  return <HomePage />
}
