/** Keys that tell by themselves what they are, by a prefix of their issuer; and JSON Web Tokens. */
import { codeAt, isEdge } from './character.ts'
import type { Scan } from './scan.ts'

/** Prefix, and how much of it has to follow. From the issuers' own documentation; most exist so that scanners can find them. */
const PREFIXES: readonly (readonly [string, number])[] = [
  ['AKIA', 16], ['ASIA', 16], ['ghp_', 30], ['gho_', 30], ['ghu_', 30], ['ghs_', 30], ['ghr_', 30], ['github_pat_', 40], ['glpat-', 20], ['sk-', 20],
  ['sk_live_', 16], ['sk_test_', 16], ['rk_live_', 16], ['rk_test_', 16], ['whsec_', 24], ['xoxb-', 20], ['xoxp-', 20], ['xoxa-', 20], ['xoxs-', 20], ['xapp-', 20],
  ['AIza', 35], ['ya29.', 20], ['npm_', 30], ['pypi-', 40], ['hf_', 30], ['SG.', 40], ['shpat_', 32], ['shpss_', 32], ['dop_v1_', 60], ['EAAC', 40], ['AGE-SECRET-KEY-', 50],
] // biome-ignore format: pairs read better in lines
const LIMIT = 4096

/** Calls back with every key. Reads each at most once. */
export function findKeys(scan: Scan, take: (start: number, end: number) => void): void {
  const { text } = scan
  for (const [prefix, least] of PREFIXES)
    eachKey(text, prefix, (start) => {
      const end = keyEnd(text, start)
      const secret = text.slice(start + prefix.length, end)
      if (secret.length >= least && secret.length <= 255 && /\d/.test(secret) && /[A-Za-z]/.test(secret))
        take(start, end)
      return end
    })
  eachKey(text, 'eyJ', (start) => {
    const end = keyEnd(text, start)
    const parts = text.slice(start, end).split('.')
    if (parts.length >= 3 && parts.length <= 5 && (parts[0]?.length ?? 0) >= 12 && (parts[1]?.length ?? 0) >= 4)
      take(start, end)
    return end
  })
  eachKey(text, '-----BEGIN ', (start) => {
    const head = text.slice(start, start + 48)
    if (!/^-----BEGIN [A-Z ]{0,20}PRIVATE KEY/.test(head)) return start + 11
    const close = text.slice(start, start + LIMIT).search(/-----END [A-Z ]{0,30}-----/)
    const end = close < 0 ? start + head.length : text.indexOf('-----', start + close + 5) + 5
    take(start, Math.min(end, text.length))
    return end
  })
}

function eachKey(text: string, prefix: string, visit: (start: number) => number): void {
  for (let at = text.indexOf(prefix); at >= 0; ) {
    const next = isEdge(codeAt(text, at - 1)) ? visit(at) : at + prefix.length
    at = text.indexOf(prefix, Math.max(next, at + prefix.length))
  }
}

function keyEnd(text: string, start: number): number {
  let end = start
  while (end - start < LIMIT && isKey(codeAt(text, end))) end++
  while (end > start && !isWordAt(text, end - 1)) end--
  return end
}

function isKey(code: number): boolean {
  return code === 45 || code === 46 || (!isEdge(code) && code < 128)
}

function isWordAt(text: string, at: number): boolean {
  return !isEdge(codeAt(text, at)) || codeAt(text, at) === 45
}
