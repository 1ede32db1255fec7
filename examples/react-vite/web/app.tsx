/** Three loaves, a video, and PrivacyKit's elements. */
import { useState } from 'react'
import { type Loaf, loaves } from './loaves.ts'
import { analytics, useConsent } from './privacy.ts'

export function App() {
  return (
    <>
      {/* first, so that on a phone it stands above what it asks about */}
      <privacy-banner purposes="analytics" />
      <header>
        <a href="/">Crumb</a>
      </header>
      <main>
        <h1>Three loaves</h1>
        <p className="lead">Learn these, and you will not buy bread again.</p>
        {loaves.map((loaf) => (
          <LoafCard key={loaf.id} loaf={loaf} />
        ))}
        <h2>How a dough should feel</h2>
        <Video />
      </main>
      <footer>
        <Counting />
        <privacy-link />
      </footer>
    </>
  )
}

function LoafCard({ loaf }: { loaf: Loaf }) {
  const [isOpen, setOpen] = useState(false)
  const toggle = () => {
    // an event like any other: it waits for an answer, and is thrown away after a no
    if (!isOpen) analytics.capture('loaf opened', { loaf: loaf.id })
    setOpen(!isOpen)
  }
  return (
    <section className="card">
      <svg viewBox="0 0 120 72" aria-hidden="true">
        <path fill={loaf.crust} d="M8 62V38C8 20 26 10 60 10s52 10 52 28v24z" />
        <path className="score" d="M36 22l10 18M56 18l10 20M76 20l10 20" />
      </svg>
      <div>
        <h2>{loaf.name}</h2>
        <p>{loaf.line}</p>
        <button type="button" aria-expanded={isOpen} onClick={toggle}>
          {isOpen ? 'Close' : 'How it goes'}
        </button>
        {isOpen && (
          <ol>
            {loaf.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
      </div>
    </section>
  )
}

/** The element asks in the video's place; React only names what belongs there. */
function Video() {
  const player =
    '<iframe class="video" src="https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ" title="How a dough should feel"></iframe>'
  // as HTML, because React would put its own children into the page, not into the template
  return <privacy-embed purpose="video" dangerouslySetInnerHTML={{ __html: `<template>${player}</template>` }} />
}

function Counting() {
  const { allowed } = useConsent('analytics')
  return <span>{allowed ? 'Thank you for letting us count.' : 'We do not count your visit.'}</span>
}
