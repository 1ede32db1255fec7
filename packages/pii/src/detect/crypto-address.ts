/** Addresses of crypto-currencies: their check decides, or a form that nothing else has. */
import { isBase58Address, isBech32 } from './address-check.ts'
import { type Emit, type Finder, type Kind, RANK } from './detection.ts'
import type { Scan } from './scan.ts'

const CRYPTO: Kind = { type: 'CRYPTO', category: 'user.financial.crypto_address' }
/** Version bytes: Bitcoin, its test net, Litecoin, Dogecoin, Dash, Tron, Zcash's near kin are left out. */
const VERSIONS = new Set([0x00, 0x05, 0x6f, 0xc4, 0x30, 0x32, 0x1e, 0x16, 0x4c, 0x10, 0x41])
const BASE58_FIRST = /^[13mn2LMD9AXT7][1-9A-HJ-NP-Za-km-z]{25,34}$/
const BECH32_FORM = /^(?:bc|tb|ltc)1[a-z\d]{14,86}$/i
const ETHEREUM_FORM = /^0x[\da-f]{40}$/i
const MONERO_FORM = /^[48][\dAB][1-9A-HJ-NP-Za-km-z]{93}$/

/** Finds Bitcoin and its kin by their check; Ethereum (40 hexadecimal digits after `0x`) and Monero by their form. */
export const cryptoFinder: Finder = {
  kinds: [CRYPTO],
  find({ text, words, longWords }: Scan, emit: Emit) {
    for (const list of [words, longWords])
      for (let at = 0; at < list.length; at += 2) {
        const start = list[at] ?? 0
        const end = list[at + 1] ?? 0
        if (end - start < 26 || end - start > 106) continue
        if (isAddress(text.slice(start, end))) emit(CRYPTO, start, end, RANK.checkedNamed)
      }
  },
}

function isAddress(word: string): boolean {
  if (ETHEREUM_FORM.test(word) || MONERO_FORM.test(word)) return true
  if (BECH32_FORM.test(word)) return isBech32(word)
  return BASE58_FIRST.test(word) && isBase58Address(word, VERSIONS)
}
