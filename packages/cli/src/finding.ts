/** How the findings of `privacykit check` are shown. */
import type { Finding } from '@privacykit/policy/validate'

const ORDER = ['error', 'warning', 'note'] as const

/** One line a finding, errors first, and the counts. */
export function describeFindings(findings: readonly Finding[]): string[] {
  const sorted = ORDER.flatMap((level) => findings.filter((finding) => finding.level === level))
  const lines = sorted.map(({ level, at, message }) => `${level.padEnd(7)}  ${at}: ${message}`)
  const counts = ORDER.map((level) => count(findings.filter((finding) => finding.level === level).length, level))
  return [...lines, counts.join(', ')]
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
