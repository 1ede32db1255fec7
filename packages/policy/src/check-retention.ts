/** How long data is kept, and where it goes. */
import { error, type Finding, warning } from './finding.ts'
import type { PolicyInput } from './policy.ts'
import { categoriesOf } from './scope.ts'

/** Every category that a purpose uses falls under a retention rule (GDPR 5(1)(e), 13(2)(a)); a rule has one period. */
export function retentionFindings({ purposes, retention }: PolicyInput): Finding[] {
  const unlimited = Object.entries(purposes)
    .filter(([, purpose]) => purpose.retention === undefined && categoriesOf(purpose).length > 0)
    .map(([name, purpose]) =>
      warning(
        `/purposes/${name}/retention`,
        `Say how long ${categoriesOf(purpose).join(', ')} is kept: name a rule of retention.`,
      ),
    )
  const doubled = Object.entries(retention)
    .filter(([, rule]) => rule.days !== undefined && rule.years !== undefined)
    .map(([name]) => error(`/retention/${name}`, 'Give days or years, not both.'))
  return [...unlimited, ...doubled]
}

/** Transfers out of the controller's country without a named safeguard (GDPR Chapter V). */
export function transferFindings({ recipients, controller }: PolicyInput): Finding[] {
  return Object.entries(recipients)
    .filter(([, { country, safeguard }]) => country !== controller.country && safeguard === undefined)
    .map(([name, { country }]) =>
      warning(
        `/recipients/${name}/safeguard`,
        `Data goes from ${controller.country} to ${country}. Name the safeguard, if one is needed.`,
      ),
    )
}
