/** The frame of every page. It reads the person's answers from their cookie, so that the server's HTML is already the right one. */
import { snippet } from '@privacykit/client/snippet'
import { startTables } from '@privacykit/policy/start-tables'
import { readAnswers } from '@privacykit/server'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { policy } from '../privacy.policy.ts'
import { consentMode } from './consent-mode.ts'
import { Privacy } from './privacy.tsx'
import './style.css'

export const metadata: Metadata = { title: 'The Harbour Post', icons: 'data:,' }

// before any tag: Google hears "denied" unless this browser has granted it
const head = snippet({ policy, consentMode })
const start = startTables([{ policy }])

export default async function Layout({ children }: { children: ReactNode }) {
  const initial = readAnswers({ headers: await headers() }, { policy })
  return (
    // the snippet marks this element before React sees it
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* our own text; `snippet` escapes what it puts in */}
        <script dangerouslySetInnerHTML={{ __html: head }} />
      </head>
      <body>
        <privacy-banner purposes="analytics" />
        <Privacy initial={initial} start={start}>
          <header>
            <a href="/">The Harbour Post</a>
          </header>
          <main>{children}</main>
          <footer>
            <span>Harbour Post, Kiel</span>
            <privacy-link />
          </footer>
        </Privacy>
      </body>
    </html>
  )
}
