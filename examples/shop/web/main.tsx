/** Mounts the shop. */
import '@privacykit/elements/define'
import './shop.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { reportErrors } from './error-reports.ts'
import { PrivacyProvider, privacy } from './privacy.ts'

reportErrors()

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <PrivacyProvider client={privacy}>
      <App />
    </PrivacyProvider>,
  )
}
