'use client'
/** PrivacyKit in the browser: one client for the page, React's provider, Google Analytics behind its purpose. */
import { createPrivacyClient } from '@privacykit/client'
import { answerCookie } from '@privacykit/client/cookie'
import { connectGtag } from '@privacykit/client/gtag'
import { setPrivacyClient } from '@privacykit/elements'
import { createPrivacyReact } from '@privacykit/react'
import type { Answers } from '@privacykit/server'
import { type ReactNode, useEffect, useState } from 'react'
import { policy } from '../privacy.policy.ts'
import { consentMode } from './consent-mode.ts'

const { PrivacyProvider, Gate, useConsent } = createPrivacyReact<typeof policy>()

interface Props {
  /** This person's answers, as the server read them from the cookie. */
  initial: Answers
  /** What a first visit may be asked; then the page asks before the rest of PrivacyKit has loaded. */
  start: Parameters<typeof createPrivacyClient>[0]['start']
  children: ReactNode
}

/** Everything below knows the answers: at first those that the server read, then the live ones. */
export function Privacy({ initial, start = null, children }: Props) {
  // on the server it denies everything and does nothing
  const [client] = useState(() =>
    createPrivacyClient({ policy, start, endpoint: '/api/privacy', cookie: answerCookie({ policy }) }),
  )
  useEffect(() => {
    setPrivacyClient(client)
    // after hydration, because the elements draw into the page themselves
    void import('@privacykit/elements/define')
    return connectGtag(client, { id: process.env.NEXT_PUBLIC_GA_ID ?? 'G-0000000000', consentMode })
  }, [client])
  return (
    <PrivacyProvider client={client} initial={initial}>
      {children}
    </PrivacyProvider>
  )
}

/** A video that is in the page only while videos are allowed; who allowed them before gets it in the server's HTML. */
export function Video({ id, title }: { id: string; title: string }) {
  const { decision, grant } = useConsent('video')
  // a yes against the browser's own signal counts only where the signal is pointed out
  const isSignalled = decision.reason === 'opted-out-by-signal'
  return (
    <Gate
      purpose="video"
      fallback={
        <div className="video placeholder">
          <p>This video comes from YouTube. Google then learns your IP address and what device you use.</p>
          {isSignalled && <p>Your browser asks us not to share such data. You can make an exception for videos.</p>}
          <button
            type="button"
            onClick={() => grant({ surface: 'embed', ...(isSignalled ? { overrides: 'gpc' as const } : {}) })}
          >
            Allow videos
          </button>
        </div>
      }
    >
      <iframe className="video" src={`https://www.youtube-nocookie.com/embed/${id}`} title={title} />
    </Gate>
  )
}
