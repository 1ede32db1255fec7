/** The data map as one Fides file: a dataset for each system of the map, and the app's purposes as a system that reads them. */
import { type PolicyDocument, PrivacyError } from '@privacykit/contract'
import { type DataMap, type PageOptions, toFideslangDataset, toFideslangSystem } from '@privacykit/pii/data-map'
import { stringify } from 'yaml'

const HEAD = `# Made by \`privacykit data-map\`. fideslang asks for a data use of each purpose: where the policy shows none, it says "collect".
`

/** YAML for \`fides push\`. People become data subjects, which fideslang names by keys such as \`customer\`. */
export function fideslangFile(map: DataMap, policy: PolicyDocument, { subjects, security }: PageOptions): string {
  const app = policy.app.replaceAll(':', '_')
  const datasets = Object.entries(map.systems).map(([system, { title }]) =>
    toFideslangDataset(map, {
      key: system === policy.app ? `${app}_intake` : `${app}_${system}`,
      name: system === policy.app ? `${policy.app}: what it takes in` : `${policy.app}: ${title}`,
      system,
    }),
  )
  const system = toFideslangSystem(map, policy, {
    datasets: datasets.map(({ fides_key }) => fides_key),
    ...(Array.isArray(subjects) ? { subjects: subjects.map(requireSubject) } : {}),
    ...(security === undefined ? {} : { security }),
  })
  return HEAD + stringify({ dataset: datasets, system: [system] }, { lineWidth: 0 })
}

function requireSubject(subject: string): string {
  if (/^[a-zA-Z0-9_.<>-]+$/.test(subject)) return subject
  throw new PrivacyError(
    'invalid-option',
    '--subjects: for fideslang, use its keys of data subjects, such as customer or anonymous_user.',
  )
}
