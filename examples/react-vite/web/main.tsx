/** Mounts the page. */
import '@privacykit/elements/define'
import './style.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { PrivacyProvider, privacy } from './privacy.ts'

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <PrivacyProvider client={privacy}>
      <App />
    </PrivacyProvider>,
  )
}
