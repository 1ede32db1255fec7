/** Texts of 20 KB that make careless patterns slow: what almost is something, again and again. */

const LENGTH = 20_000
const UNITS: Readonly<Record<string, string>> = {
  digits: '1',
  'digit, hyphen': '1-',
  'digit, space': '1 ',
  'groups of four': '1234 ',
  'half an address': 'a@a.',
  'letters and dots': 'a.',
  letters: 'a',
  'spaces and a capital': `${' '.repeat(40)}A`,
  'digit, word': '1 a ',
  'capitalised words': 'Aa ',
  'plus, digit': '+1',
  colons: ':',
  'hexadecimal groups': 'ab:',
  'open brackets': '[',
  'encoded signs': 'a%40',
  base58: '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ',
  'half a token': 'eyJhbGciOiJI.',
  'password after password': 'password: ',
  schemes: 'http://',
  'lone surrogates': '\ud83d1',
}

/** By name. */
export const ATTACKS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(UNITS).map(([name, unit]) => [name, unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH)]),
)
