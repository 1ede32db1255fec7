/** Check digits that more than one kind of number carries. */

/** Luhn's check (ISO/IEC 7812): payment cards, IMEIs. Digits only. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let at = digits.length - 1, doubled = false; at >= 0; at--, doubled = !doubled) {
    const digit = digits.charCodeAt(at) - 48
    sum += doubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum % 10 === 0
}

/** ISO 7064 mod 97-10, letters as 10 to 35: an IBAN with its first four characters moved to the end. Upper case only. */
export function remainder97(text: string): number {
  let rest = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    rest = code < 58 ? (rest * 10 + code - 48) % 97 : (rest * 100 + code - 55) % 97
  }
  return rest
}
