/** The privacy policy, written out from the same file that the code obeys. */
import { CATEGORIES, type KnownCategory } from '@privacykit/contract'
import { policy } from '../../privacy.policy.ts'

const BASES: Record<string, string> = {
  contract: 'You asked for it (contract)',
  consent: 'Only if you say yes (consent)',
  'legitimate-interests': 'Our interest; you can object',
  'legal-obligation': 'The law demands it',
}

const label = (category: string) => CATEGORIES[category as KnownCategory]?.label ?? category // as: deeper keys fall back to themselves

export function PolicyPage() {
  return (
    <section className="policy">
      <h1>Privacy policy</h1>
      <p>
        Version {policy.version}. {policy.controller.name}, {policy.controller.contact.address}. Questions and requests:{' '}
        {policy.controller.contact.email}.
      </p>
      {Object.entries(policy.purposes).map(([name, purpose]) => (
        <section key={name} className="panel">
          <h2>{purpose.title.en}</h2>
          <p>{purpose.summary.en}</p>
          <dl>
            <dt>Why we may</dt>
            <dd>{BASES[purpose.basis]}</dd>
            <dt>What we need</dt>
            <dd>{purpose.data.map(label).join(', ')}</dd>
            <dt>Who else gets it</dt>
            <dd>{recipientsOf(purpose)}</dd>
            <dt>How long</dt>
            <dd>{policy.retention[purpose.retention].reason.en}</dd>
            {'stores' in purpose && (
              <>
                <dt>On your device</dt>
                <dd>{purpose.stores.map((store) => store.text.en).join(' ')}</dd>
              </>
            )}
          </dl>
        </section>
      ))}
    </section>
  )
}

function recipientsOf(purpose: object): string {
  const given = 'recipients' in purpose ? (purpose.recipients as readonly (keyof typeof policy.recipients)[]) : [] // as: the policy’s own names
  const names = given.map((name) => policy.recipients[name])
  return names.length === 0 ? 'Nobody' : names.map(({ name, country }) => `${name} (${country})`).join(', ')
}
