/** The side drawer: each decision, record, gate, request and hook, as it happens. */
import { useEffect, useSyncExternalStore } from 'react'
import { policy } from '../privacy.policy.ts'
import { activity, listenToServer } from './activity.ts'
import { usePrivacy } from './privacy.ts'

export function Drawer({ onClose }: { onClose: () => void }) {
  const { client, status } = usePrivacy()
  const entries = useSyncExternalStore(activity.subscribe, activity.read)
  useEffect(listenToServer, [])

  return (
    <aside className="drawer" aria-label="What PrivacyKit is doing">
      <header>
        <h2>What PrivacyKit is doing</h2>
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
      </header>
      <section>
        <h3>Decisions in this page</h3>
        <ul className="decisions">
          {Object.entries(policy.purposes).map(([name, { title }]) => {
            const { allowed, reason } = client.decide(name as keyof typeof policy.purposes) // as: Object.entries forgets the literal keys
            return (
              <li key={name}>
                <span className={allowed ? 'dot on' : 'dot'} aria-hidden="true" />
                <span>{title.en}</span>
                <code>{reason}</code>
              </li>
            )
          })}
        </ul>
        <p className="small">
          Kept in {status.storage === 'persistent' ? 'this browser' : 'memory only'} · waiting to be sent:{' '}
          {status.pending}
        </p>
      </section>
      <section>
        <h3>As it happens</h3>
        {entries.length === 0 && (
          <p className="small">Nothing yet. Answer the question at the foot of the page, or look around.</p>
        )}
        <ol className="entries">
          {entries.map(({ key, at, where, kind, text }) => (
            <li key={key}>
              <time dateTime={at}>{at.slice(11, 19)}</time> <b>{kind}</b> <i>{where}</i>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </section>
    </aside>
  )
}
